package dev.tasktoken.examples.approval;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.s3.S3TokenStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Sends the decisions that were recorded but not delivered to their workflows, because of an outage or of a function
 * that was stopped. Let a schedule invoke it every few minutes. It ignores its payload and returns how many decisions
 * it sent.
 *
 * <p>Lambda calls the constructor without arguments, once per instance; the bucket is {@code TOKEN_BUCKET} then. The
 * function needs the permissions of {@link OrderApiHandler} except {@code states:StartExecution}.
 */
public final class SendDecisionsHandler implements RequestHandler<Object, Integer> {
    private final PendingTasks pending;

    public SendDecisionsHandler() {
        this(TokenResponder.create(), Bucket.client(), Bucket.name());
    }

    public SendDecisionsHandler(TokenResponder responder, S3Client s3, String bucket) {
        pending = PendingTasks.of(responder, S3TokenStore.of(s3, bucket));
    }

    @Override
    public Integer handleRequest(@Nullable Object schedule, Context context) {
        return pending.resendUndelivered();
    }
}
