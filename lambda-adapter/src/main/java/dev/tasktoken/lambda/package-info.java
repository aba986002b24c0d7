/**
 * Task tokens out of what a Lambda function is handed directly: payloads, EventBridge events, calls of an API.
 *
 * <p>Start at {@code LambdaPayloads} in a function that a state machine invokes, or at {@code CallbackStreamHandler}
 * for a function that does nothing else.
 */
@NullMarked
package dev.tasktoken.lambda;

import org.jspecify.annotations.NullMarked;
