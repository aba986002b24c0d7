@NullMarked
package dev.tasktoken.examples.deploy;

import org.jspecify.annotations.NullMarked;
