/** The code of the guides under docs, compiled and run. */
@org.jspecify.annotations.NullMarked
package dev.tasktoken.examples.guide;
