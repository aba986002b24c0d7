@NullMarked
package dev.tasktoken.durable;

import org.jspecify.annotations.NullMarked;
