/** A workflow charges a customer through a queue and waits for the outcome. */
@NullMarked
package dev.tasktoken.examples.payment;

import org.jspecify.annotations.NullMarked;
