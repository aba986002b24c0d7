/** The payment function of the examples, as it is written without this library. */
@NullMarked
package dev.tasktoken.benchmarks.byhand;

import org.jspecify.annotations.NullMarked;
