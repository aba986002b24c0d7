/**
 * A person confirms or cancels an order: meanwhile the token is stored in S3, and two of three answers come too late.
 */
@NullMarked
package dev.tasktoken.examples.approval;

import org.jspecify.annotations.NullMarked;
