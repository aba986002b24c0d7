/** A workflow waits for a program outside of AWS, which returns the token through a function. */
@NullMarked
package dev.tasktoken.examples.external;

import org.jspecify.annotations.NullMarked;
