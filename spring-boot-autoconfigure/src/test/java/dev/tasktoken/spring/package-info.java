@NullMarked
package dev.tasktoken.spring;

import org.jspecify.annotations.NullMarked;
