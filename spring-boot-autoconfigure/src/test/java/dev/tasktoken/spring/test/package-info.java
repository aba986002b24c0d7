@NullMarked
package dev.tasktoken.spring.test;

import org.jspecify.annotations.NullMarked;
