package dev.tasktoken.examples.integrations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.lambda.SqsEvents;
import dev.tasktoken.processor.CallbackProcessor;

/**
 * A function that reads the queue and answers 42 to each record's workflow.
 *
 * <p>The state that waits for it:
 *
 * <pre>{@code
 * "Publish SQS message": {
 *   "Type": "Task",
 *   "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
 *   "Parameters": {
 *     "QueueUrl": "...",
 *     "MessageBody": {
 *       "StateMachineId.$": "$$.StateMachine.Id",
 *       "ExecutionId.$": "$$.Execution.Id",
 *       "StateName.$": "$$.State.Name",
 *       "Token.$": "$$.Task.Token"
 *     }
 *   },
 *   "Next": "Invoke Lambda"
 * }
 * }</pre>
 *
 * <p>Lambda calls the constructor without arguments, once per instance. That constructor uses the function's Region,
 * credentials and endpoint. In other programs, pass a responder.
 *
 * <p>The function needs {@code states:SendTaskSuccess}, {@code states:SendTaskFailure} and
 * {@code states:SendTaskHeartbeat}, and its event source mapping {@code ReportBatchItemFailures}.
 */
public final class QueueHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final CallbackProcessor<JsonNode> processor;

    public QueueHandler() {
        this(TokenResponder.create());
    }

    public QueueHandler(TokenResponder responder) {
        processor = CallbackProcessor.of(responder, JsonNode.class, message -> 42);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return SqsEvents.process(event, context, processor);
    }
}
