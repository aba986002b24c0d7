@NullMarked
package dev.tasktoken.jackson3;

import org.jspecify.annotations.NullMarked;
