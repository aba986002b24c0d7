/**
 * Reads task tokens from Lambda's inputs: SQS and SNS events, direct payloads, EventBridge events and API calls.
 *
 * <p>Start at the class named after the source: {@code SqsEvents}, {@code SnsEvents}, {@code LambdaPayloads},
 * {@code EventBridgeEvents} or {@code ApiGatewayEvents}. {@code SqsStreamHandler} and {@code CallbackStreamHandler} are
 * for functions that only answer tasks, and {@code DeadLetterHandler} is a ready function for a dead-letter queue.
 */
@NullMarked
package dev.tasktoken.lambda;

import org.jspecify.annotations.NullMarked;
