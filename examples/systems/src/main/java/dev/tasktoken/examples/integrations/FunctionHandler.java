package dev.tasktoken.examples.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.lambda.CallbackStreamHandler;
import dev.tasktoken.processor.CallbackProcessor;

/**
 * A function that the workflow invokes with the token in the payload. It answers 42.
 *
 * <p>The state that waits for it:
 *
 * <pre>{@code
 * "Invoke Lambda": {
 *   "Type": "Task",
 *   "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
 *   "Parameters": {
 *     "FunctionName": "...",
 *     "Payload": {
 *       "StateMachineId.$": "$$.StateMachine.Id",
 *       "ExecutionId.$": "$$.Execution.Id",
 *       "StateName.$": "$$.State.Name",
 *       "Token.$": "$$.Task.Token"
 *     }
 *   },
 *   "Next": "Publish SNS message"
 * }
 * }</pre>
 *
 * <p>The state's output is 42, not what the function returns to Lambda. If the answer cannot be delivered, the function
 * throws, and the state fails with {@code dev.tasktoken.processor.RedeliveryRequestedException}: an error to retry.
 *
 * <p>Lambda calls the constructor without arguments, once per instance. That constructor uses the function's Region,
 * credentials and endpoint. In other programs, pass a responder.
 *
 * <p>The function needs {@code states:SendTaskSuccess}, {@code states:SendTaskFailure} and
 * {@code states:SendTaskHeartbeat}.
 */
public final class FunctionHandler extends CallbackStreamHandler {
    public FunctionHandler() {
        this(TokenResponder.create());
    }

    public FunctionHandler(TokenResponder responder) {
        super(CallbackProcessor.of(responder, JsonNode.class, payload -> 42));
    }
}
