/**
 * Task tokens out of SQS messages, and settlements back to SQS.
 *
 * <p>Start at {@code SqsWorker}, or at {@code SqsMessages} in a polling loop of your own. In a Lambda function, which
 * receives messages as events, use {@code SqsEvents} of {@code tasktoken-lambda-adapter}.
 */
@NullMarked
package dev.tasktoken.sqs;

import org.jspecify.annotations.NullMarked;
