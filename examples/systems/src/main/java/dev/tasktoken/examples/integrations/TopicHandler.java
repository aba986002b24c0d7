package dev.tasktoken.examples.integrations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.lambda.SnsEvents;
import dev.tasktoken.processor.CallbackProcessor;
import org.jspecify.annotations.Nullable;

/**
 * A function that is subscribed to the topic and answers 42 to the workflow of every record.
 *
 * <p>The state that waits for it:
 *
 * <pre>{@code
 * "Publish SNS message": {
 *   "Type": "Task",
 *   "Resource": "arn:aws:states:::sns:publish.waitForTaskToken",
 *   "Parameters": {
 *     "TopicArn": "...",
 *     "Message": {
 *       "StateMachineId.$": "$$.StateMachine.Id",
 *       "ExecutionId.$": "$$.Execution.Id",
 *       "StateName.$": "$$.State.Name",
 *       "Token.$": "$$.Task.Token"
 *     }
 *   },
 *   "End": true
 * }
 * }</pre>
 *
 * <p>What arrives holds that message as JSON text, in {@code Records[].Sns.Message}. If an answer cannot be delivered,
 * the handler throws, and Lambda redelivers the whole event. The tasks that were answered are found closed then.
 *
 * <p>Lambda calls the constructor without arguments, once per instance. That constructor uses the function's Region,
 * credentials and endpoint. In other programs, pass a responder.
 *
 * <p>The function needs {@code states:SendTaskSuccess}, {@code states:SendTaskFailure} and
 * {@code states:SendTaskHeartbeat}, and a dead-letter queue for events that Lambda stops retrying.
 */
public final class TopicHandler implements RequestHandler<SNSEvent, @Nullable Void> {
    private final CallbackProcessor<JsonNode> processor;

    public TopicHandler() {
        this(TokenResponder.create());
    }

    public TopicHandler(TokenResponder responder) {
        processor = CallbackProcessor.of(responder, JsonNode.class, message -> 42);
    }

    @Override
    public @Nullable Void handleRequest(SNSEvent event, Context context) {
        SnsEvents.process(event, context, processor);
        return null;
    }
}
