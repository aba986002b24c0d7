@NullMarked
package dev.tasktoken.cli;

import org.jspecify.annotations.NullMarked;
