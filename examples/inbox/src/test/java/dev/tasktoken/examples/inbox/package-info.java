/** Tests of the examples. */
@NullMarked
package dev.tasktoken.examples.inbox;

import org.jspecify.annotations.NullMarked;
