package dev.tasktoken.examples.approval;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The first function of the workflow: takes the order in. An order cannot confirm itself, so whatever it says, it goes
 * on with {@code "IsConfirmed": false}. What is no order fails its state with {@code TaskFailureException}.
 *
 * <pre>{@code
 * "ProcessOrder": {
 *   "Type": "Task",
 *   "Resource": "arn:aws:states:::lambda:invoke",
 *   "Parameters": { "FunctionName": "...", "Payload.$": "$" },
 *   "OutputPath": "$.Payload",
 *   "Next": "WaitForConfirmation"
 * }
 * }</pre>
 */
public final class ProcessOrderHandler implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Json.write(Order.of(Json.read(input)).unconfirmed().toJson(), output);
    }
}
