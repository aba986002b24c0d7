/**
 * Task tokens out of SQS messages, and settlements back to SQS.
 *
 * <p>Start at {@code SqsEvents} in a Lambda function, at {@code SqsWorker} in any other process, at {@code SqsMessages}
 * in a polling loop of one's own.
 */
@NullMarked
package dev.tasktoken.sqs;

import org.jspecify.annotations.NullMarked;
