@NullMarked
package dev.tasktoken.examples.powertools;

import org.jspecify.annotations.NullMarked;
