@NullMarked
package dev.tasktoken.examples.spring;

import org.jspecify.annotations.NullMarked;
