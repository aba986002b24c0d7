/**
 * Measures the library inside one process, beside hand-written code and the parser's own floor. Start at
 * {@link dev.tasktoken.benchmarks.Benchmarks}.
 */
@NullMarked
package dev.tasktoken.benchmarks;

import org.jspecify.annotations.NullMarked;
