@NullMarked
package dev.tasktoken.examples.payment;

import org.jspecify.annotations.NullMarked;
