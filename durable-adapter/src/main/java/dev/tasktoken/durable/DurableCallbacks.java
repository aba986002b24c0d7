package dev.tasktoken.durable;

import dev.tasktoken.CallbackId;
import dev.tasktoken.internal.HtmlResponseException;
import dev.tasktoken.service.AnswerService;
import dev.tasktoken.service.Refusal;
import dev.tasktoken.service.WorkKind;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.LambdaResponse;
import software.amazon.awssdk.services.lambda.model.SendDurableExecutionCallbackFailureRequest;
import software.amazon.awssdk.services.lambda.model.SendDurableExecutionCallbackHeartbeatRequest;
import software.amazon.awssdk.services.lambda.model.SendDurableExecutionCallbackSuccessRequest;

/** Lambda's durable functions, whose callbacks are answered by their ids. */
record DurableCallbacks<R>(
        Function<SendDurableExecutionCallbackSuccessRequest, ? extends R> successes,
        Function<SendDurableExecutionCallbackFailureRequest, ? extends R> failures,
        Function<SendDurableExecutionCallbackHeartbeatRequest, ? extends R> heartbeats,
        Runnable closing)
        implements AnswerService<CallbackId, R> {
    static DurableCallbacks<LambdaResponse> of(LambdaClient client, boolean ownsClient) {
        return new DurableCallbacks<>(
                request -> checked(client.sendDurableExecutionCallbackSuccess(request)),
                request -> checked(client.sendDurableExecutionCallbackFailure(request)),
                request -> checked(client.sendDurableExecutionCallbackHeartbeat(request)),
                ownsClient ? () -> client.close() : () -> {});
    }

    static DurableCallbacks<CompletableFuture<? extends LambdaResponse>> of(
            LambdaAsyncClient client, boolean ownsClient) {
        return new DurableCallbacks<>(
                request -> client.sendDurableExecutionCallbackSuccess(request).thenApply(DurableCallbacks::checked),
                request -> client.sendDurableExecutionCallbackFailure(request).thenApply(DurableCallbacks::checked),
                request -> client.sendDurableExecutionCallbackHeartbeat(request).thenApply(DurableCallbacks::checked),
                ownsClient ? () -> client.close() : () -> {});
    }

    private static LambdaResponse checked(LambdaResponse response) {
        HtmlResponseException.refuse(response);
        return response;
    }

    @Override
    public WorkKind kind() {
        return WorkKind.CALLBACK;
    }

    @Override
    public Class<CallbackId> idType() {
        return CallbackId.class;
    }

    /** The result is bytes, which the function's SerDes reads: JSON in UTF-8 by default. */
    @Override
    public R succeed(CallbackId id, String output) {
        return successes.apply(SendDurableExecutionCallbackSuccessRequest.builder()
                .callbackId(id.value())
                .result(SdkBytes.fromUtf8String(output))
                .build());
    }

    @Override
    public R fail(CallbackId id, String error, String cause) {
        return failures.apply(SendDurableExecutionCallbackFailureRequest.builder()
                .callbackId(id.value())
                .error(ErrorObjects.of(error, cause))
                .build());
    }

    @Override
    public R heartbeat(CallbackId id) {
        return heartbeats.apply(SendDurableExecutionCallbackHeartbeatRequest.builder()
                .callbackId(id.value())
                .build());
    }

    @Override
    public Refusal refusal(RuntimeException thrown, WorkKind.Call call) {
        return LambdaErrors.refusal(thrown, WorkKind.CALLBACK.operation(call));
    }

    @Override
    public void close() {
        closing.run();
    }
}
