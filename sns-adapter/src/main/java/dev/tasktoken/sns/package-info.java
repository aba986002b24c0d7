/**
 * Task tokens out of SNS notifications.
 *
 * <p>Start at {@code SnsEvents} in a Lambda function, at {@code SnsNotifications} behind an HTTPS endpoint.
 */
@NullMarked
package dev.tasktoken.sns;

import org.jspecify.annotations.NullMarked;
