@NullMarked
package dev.tasktoken.examples;

import org.jspecify.annotations.NullMarked;
