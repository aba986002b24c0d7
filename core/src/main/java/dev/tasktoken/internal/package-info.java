/**
 * Tools of the library's modules that know no task: clocks, timers, pauses, threads, texts for logs, the default
 * mapper. Not API: anything here may change in any version.
 */
@NullMarked
package dev.tasktoken.internal;

import org.jspecify.annotations.NullMarked;
