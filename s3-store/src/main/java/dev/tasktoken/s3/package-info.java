/**
 * Keeps pending tasks in an S3 bucket.
 *
 * <p>Start at {@link dev.tasktoken.s3.S3TokenStore}.
 */
@NullMarked
package dev.tasktoken.s3;

import org.jspecify.annotations.NullMarked;
