package dev.tasktoken.examples.callbackpattern;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.lambda.SqsEvents;
import dev.tasktoken.processor.CallbackProcessor;

/**
 * A function that reads the queue and reports success for the token of each record.
 *
 * <p>The state that waits for it:
 *
 * <pre>{@code
 * "Start Task And Wait For Callback": {
 *   "Type": "Task",
 *   "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
 *   "Parameters": {
 *     "QueueUrl": "...",
 *     "MessageBody": {
 *       "MessageTitle": "Task started by Step Functions. Waiting for callback with task token.",
 *       "TaskToken.$": "$$.Task.Token"
 *     }
 *   },
 *   "Next": "Notify Success"
 * }
 * }</pre>
 *
 * <p>Lambda calls the constructor without arguments, once per instance. That constructor uses the function's Region,
 * credentials and endpoint. In other programs, pass a responder.
 *
 * <p>The function needs {@code states:SendTaskSuccess}, {@code states:SendTaskFailure} and
 * {@code states:SendTaskHeartbeat}, and its event source mapping {@code ReportBatchItemFailures}.
 */
public final class CallbackPatternHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final CallbackProcessor<JsonNode> processor;

    public CallbackPatternHandler() {
        this(TokenResponder.create());
    }

    public CallbackPatternHandler(TokenResponder responder) {
        processor = CallbackProcessor.of(responder, JsonNode.class, message -> "Callback task completed successfully.");
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return SqsEvents.process(event, context, processor);
    }
}
