@NullMarked
package dev.tasktoken.micrometer;

import org.jspecify.annotations.NullMarked;
