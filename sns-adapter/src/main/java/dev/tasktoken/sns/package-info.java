/**
 * Reads task tokens from SNS notifications.
 *
 * <p>Start at {@code SnsNotifications}, behind an HTTPS endpoint. In a Lambda function, which receives notifications as
 * events, use {@code SnsEvents} of {@code tasktoken-lambda-adapter}.
 */
@NullMarked
package dev.tasktoken.sns;

import org.jspecify.annotations.NullMarked;
