/** An application on Jackson 3 that names no type of Jackson 2. */
@NullMarked
package dev.tasktoken.jackson3.consumer;

import org.jspecify.annotations.NullMarked;
