@NullMarked
package dev.tasktoken.examples.expense;

import org.jspecify.annotations.NullMarked;
