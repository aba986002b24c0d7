/** An application and its tests, as a user writes them. */
@NullMarked
package dev.tasktoken.spring.sample;

import org.jspecify.annotations.NullMarked;
