/** What a user of the library writes for a function that a queue feeds; start at {@code PaymentHandler}. */
@NullMarked
package dev.tasktoken.examples.onedependency;

import org.jspecify.annotations.NullMarked;
