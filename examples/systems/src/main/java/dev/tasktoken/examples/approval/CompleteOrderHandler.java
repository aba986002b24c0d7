package dev.tasktoken.examples.approval;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The last function of the workflow completes the order that a person confirmed. Its result is the execution's output,
 * in {@code Payload}.
 *
 * <pre>{@code
 * "CompleteOrder": {
 *   "Type": "Task",
 *   "Resource": "arn:aws:states:::lambda:invoke",
 *   "Parameters": { "FunctionName": "...", "Payload.$": "$" },
 *   "End": true
 * }
 * }</pre>
 */
public final class CompleteOrderHandler implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Json.write(Order.of(Json.read(input)).completed().toJson(), output);
    }
}
