/**
 * Reads task tokens from SQS messages, and deletes or releases the messages.
 *
 * <p>Start at {@code SqsWorker}, or at {@code SqsMessages} if you have a polling loop of your own. In a Lambda
 * function, which receives messages as events, use {@code SqsEvents} of {@code tasktoken-lambda-adapter}.
 */
@NullMarked
package dev.tasktoken.sqs;

import org.jspecify.annotations.NullMarked;
