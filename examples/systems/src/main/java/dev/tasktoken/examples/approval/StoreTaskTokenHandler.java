package dev.tasktoken.examples.approval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.TaskFailureException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.lambda.CallbackStreamHandler;
import dev.tasktoken.pending.ApprovalPolicy;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.CallbackTask;
import dev.tasktoken.s3.S3TokenStore;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The function of the waiting state. It stores the task's token under the order's id and leaves the task open until a
 * person decides, see {@link OrderApiHandler}.
 *
 * <pre>{@code
 * "WaitForConfirmation": {
 *   "Type": "Task",
 *   "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
 *   "Parameters": {
 *     "FunctionName": "...",
 *     "Payload": { "TaskToken.$": "$$.Task.Token", "Input.$": "$" }
 *   },
 *   "Next": "CompleteOrder"
 * }
 * }</pre>
 *
 * <p>A second invocation for the same task changes nothing. If another execution already waits for the same order, the
 * state fails with {@code AlreadyPending}, because one of the two would never be answered. The function records an
 * order that was not placed through the API, so that it can be confirmed, too.
 *
 * <p>Lambda calls the constructor without arguments, once per instance. That constructor uses the bucket
 * {@code TOKEN_BUCKET} and the function's Region, credentials and endpoint. In other programs, use the other
 * constructor.
 *
 * <p>The function needs {@code states:SendTaskHeartbeat}, {@code states:SendTaskSuccess} and
 * {@code states:SendTaskFailure}; {@code s3:ListBucket} on the bucket, {@code s3:GetObject}, {@code s3:PutObject} and
 * {@code s3:DeleteObject} on what is in it.
 */
public final class StoreTaskTokenHandler extends CallbackStreamHandler {
    public StoreTaskTokenHandler() {
        this(TokenResponder.create(), Bucket.client(), Bucket.name());
    }

    public StoreTaskTokenHandler(TokenResponder responder, S3Client s3, String bucket) {
        super(CallbackProcessor.builder(responder, JsonNode.class)
                .reader(CallbackReader.builder().payloadAt("/Input").build())
                .action(
                        new Parking(PendingTasks.of(responder, S3TokenStore.of(s3, bucket)), new Orders(s3, bucket))
                                ::park)
                .build());
    }

    /** Records the order and parks the task. */
    private record Parking(PendingTasks pending, Orders orders) {
        private void park(JsonNode input, CallbackTask task) {
            Order order = Order.of(input);
            if (!orders.record(order)) {
                throw new TaskFailureException("OrderAlreadyPlaced", "Another order was placed under this id");
            }
            PendingTaskInfo.Builder context =
                    PendingTaskInfo.builder().summary("Order " + order.id() + " of " + order.customer());
            if (order.approvals() > 1) {
                context.policy(ApprovalPolicy.approvals(order.approvals()));
            }
            pending.park(order.id(), task, context.build());
        }
    }
}
