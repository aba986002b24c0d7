@NullMarked
package dev.tasktoken.examples.approval;

import org.jspecify.annotations.NullMarked;
