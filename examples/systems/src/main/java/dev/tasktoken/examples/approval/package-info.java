/** A person confirms or cancels an order: the token waits in S3 meanwhile, and two of three answers come too late. */
@NullMarked
package dev.tasktoken.examples.approval;

import org.jspecify.annotations.NullMarked;
