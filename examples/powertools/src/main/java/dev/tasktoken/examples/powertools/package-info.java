/** A function that uses Powertools for AWS Lambda beside this library. */
@NullMarked
package dev.tasktoken.examples.powertools;

import org.jspecify.annotations.NullMarked;
