/**
 * Hostile input for every parser. A test whose seeds would have to be made by the library itself has them as files
 * instead: classes that are loaded before Jazzer's agent are instrumented later, which breaks records on JDK 17.
 */
@NullMarked
package dev.tasktoken.fuzz;

import org.jspecify.annotations.NullMarked;
