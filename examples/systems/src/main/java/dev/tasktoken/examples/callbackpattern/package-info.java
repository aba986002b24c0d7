/** A workflow starts a task through a queue and waits for its callback: AWS's own sample project. */
@NullMarked
package dev.tasktoken.examples.callbackpattern;

import org.jspecify.annotations.NullMarked;
