package dev.tasktoken;

import dev.tasktoken.internal.HtmlResponseException;
import dev.tasktoken.service.AnswerService;
import dev.tasktoken.service.Refusal;
import dev.tasktoken.service.WorkKind;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SfnResponse;

/** Step Functions, whose tasks are answered by their tokens. */
record StepFunctionsTasks<R>(
        Function<SendTaskSuccessRequest, ? extends R> successes,
        Function<SendTaskFailureRequest, ? extends R> failures,
        Function<SendTaskHeartbeatRequest, ? extends R> heartbeats,
        Runnable closing)
        implements AnswerService<TaskToken, R> {
    static StepFunctionsTasks<SfnResponse> of(SfnClient client, boolean ownsClient) {
        return new StepFunctionsTasks<>(
                request -> checked(client.sendTaskSuccess(request)),
                request -> checked(client.sendTaskFailure(request)),
                request -> checked(client.sendTaskHeartbeat(request)),
                ownsClient ? () -> client.close() : () -> {});
    }

    static StepFunctionsTasks<CompletableFuture<? extends SfnResponse>> of(SfnAsyncClient client, boolean ownsClient) {
        return new StepFunctionsTasks<>(
                request -> client.sendTaskSuccess(request).thenApply(StepFunctionsTasks::checked),
                request -> client.sendTaskFailure(request).thenApply(StepFunctionsTasks::checked),
                request -> client.sendTaskHeartbeat(request).thenApply(StepFunctionsTasks::checked),
                ownsClient ? () -> client.close() : () -> {});
    }

    private static SfnResponse checked(SfnResponse response) {
        HtmlResponseException.refuse(response);
        return response;
    }

    @Override
    public WorkKind kind() {
        return WorkKind.TASK;
    }

    @Override
    public Class<TaskToken> idType() {
        return TaskToken.class;
    }

    @Override
    public R succeed(TaskToken id, String output) {
        return successes.apply(SendTaskSuccessRequest.builder()
                .taskToken(id.value())
                .output(output)
                .build());
    }

    @Override
    public R fail(TaskToken id, String error, String cause) {
        return failures.apply(SendTaskFailureRequest.builder()
                .taskToken(id.value())
                .error(error)
                .cause(cause)
                .build());
    }

    @Override
    public R heartbeat(TaskToken id) {
        return heartbeats.apply(
                SendTaskHeartbeatRequest.builder().taskToken(id.value()).build());
    }

    @Override
    public Refusal refusal(RuntimeException thrown, WorkKind.Call call) {
        return SfnErrors.refusal(thrown, WorkKind.TASK.operation(call));
    }

    @Override
    public void close() {
        closing.run();
    }
}
