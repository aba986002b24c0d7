package dev.tasktoken.examples.external;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.lambda.CallbackStreamHandler;
import dev.tasktoken.processor.CallbackProcessor;

/**
 * A function that an outside program invokes when its part of the workflow is done: {@code {"token": "..."}} returns
 * the token with success. What else the program puts beside the token becomes the state's output; without anything that
 * is {@code {}}. A second call for the same token changes nothing.
 *
 * <p>The state that waits for it, and from whose message the program has the token:
 *
 * <pre>{@code
 * "Wait For External System": {
 *   "Type": "Task",
 *   "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
 *   "Parameters": {
 *     "QueueUrl": "...",
 *     "MessageBody": { "input.$": "$", "token.$": "$$.Task.Token" }
 *   },
 *   "End": true
 * }
 * }</pre>
 *
 * <p>Lambda calls the constructor without arguments, once per instance. That constructor uses the function's Region,
 * credentials and endpoint. In other programs, pass a responder.
 *
 * <p>The function needs {@code states:SendTaskSuccess}, {@code states:SendTaskFailure} and
 * {@code states:SendTaskHeartbeat}.
 */
public final class ReturnTokenHandler extends CallbackStreamHandler {
    public ReturnTokenHandler() {
        this(TokenResponder.create());
    }

    public ReturnTokenHandler(TokenResponder responder) {
        super(CallbackProcessor.of(responder, JsonNode.class, result -> result));
    }
}
