/**
 * Task tokens out of SQS messages, and settlements back to SQS.
 *
 * <p>Start at {@code SqsEvents} in a Lambda function, at {@code SqsMessages} in a worker that polls.
 */
@NullMarked
package dev.tasktoken.sqs;

import org.jspecify.annotations.NullMarked;
