/** A schedule reports the tasks of a state machine that wait for their token for too long. */
@NullMarked
package dev.tasktoken.examples.opentasks;

import org.jspecify.annotations.NullMarked;
