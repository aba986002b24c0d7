/**
 * Task tokens out of what Lambda hands a function: messages of a queue, notifications of a topic, direct payloads,
 * EventBridge events, calls of an API.
 *
 * <p>Start at the class named after the source: {@code SqsEvents}, {@code SnsEvents}, {@code LambdaPayloads},
 * {@code EventBridgeEvents} or {@code ApiGatewayEvents}. {@code SqsStreamHandler} and {@code CallbackStreamHandler} are
 * for functions that do nothing but answer tasks, and {@code DeadLetterHandler} is a ready function for a dead-letter
 * queue.
 */
@NullMarked
package dev.tasktoken.lambda;

import org.jspecify.annotations.NullMarked;
