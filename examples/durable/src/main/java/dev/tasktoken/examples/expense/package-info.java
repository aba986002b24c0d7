/**
 * Expenses that are approved by a rule or by a person. A durable function waits for the callback of one, or a state
 * machine for its task; the code here is the same for both.
 */
@NullMarked
package dev.tasktoken.examples.expense;

import org.jspecify.annotations.NullMarked;
