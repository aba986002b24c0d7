@NullMarked
package dev.tasktoken.examples.demo;

import org.jspecify.annotations.NullMarked;
