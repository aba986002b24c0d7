/** Functions with this library, beside the examples' own. */
@NullMarked
package dev.tasktoken.benchmarks.library;

import org.jspecify.annotations.NullMarked;
