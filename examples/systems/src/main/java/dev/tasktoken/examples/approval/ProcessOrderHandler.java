package dev.tasktoken.examples.approval;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The first function of the workflow accepts the order. An order cannot confirm itself, so the function always sets
 * {@code "IsConfirmed": false}. If the input is not an order, the state fails with {@code TaskFailureException}.
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
