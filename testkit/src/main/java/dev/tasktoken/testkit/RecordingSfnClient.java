package dev.tasktoken.testkit;

import dev.tasktoken.testkit.internal.api.ReceivedCall;
import dev.tasktoken.testkit.internal.values.TaskTokens;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** The client of a {@link RecordingResponder}: keeps the calls, and closes a task when it is answered. Thread-safe. */
final class RecordingSfnClient implements SfnClient {
    private final List<TaskCall> calls = new ArrayList<>();
    private final Set<String> closed = new HashSet<>();
    private final Queue<RuntimeException> refusals = new ArrayDeque<>();

    synchronized List<TaskCall> calls() {
        return List.copyOf(calls);
    }

    synchronized RecordedTask task(String taskToken) {
        return RecordedTask.of(taskToken, !closed.contains(taskToken), calls);
    }

    synchronized void closeTask(String taskToken) {
        closed.add(taskToken);
    }

    synchronized void refuseNext(RuntimeException refusal) {
        refusals.add(refusal);
    }

    @Override
    public synchronized SendTaskSuccessResponse sendTaskSuccess(SendTaskSuccessRequest request) {
        take(ReceivedCall.SUCCESS, request.taskToken(), request.output(), null, null);
        closed.add(request.taskToken());
        return SendTaskSuccessResponse.builder().build();
    }

    @Override
    public synchronized SendTaskFailureResponse sendTaskFailure(SendTaskFailureRequest request) {
        take(ReceivedCall.FAILURE, request.taskToken(), null, request.error(), request.cause());
        closed.add(request.taskToken());
        return SendTaskFailureResponse.builder().build();
    }

    @Override
    public synchronized SendTaskHeartbeatResponse sendTaskHeartbeat(SendTaskHeartbeatRequest request) {
        take(ReceivedCall.HEARTBEAT, request.taskToken(), null, null, null);
        return SendTaskHeartbeatResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing. */
    @Override
    public void close() {}

    private void take(
            String operation,
            String taskToken,
            @Nullable String output,
            @Nullable String error,
            @Nullable String cause) {
        RuntimeException refusal = refusals.poll();
        if (refusal == null && closed.contains(taskToken)) {
            refusal = TaskTimedOutException.builder()
                    .message("Task Timed Out: 'Provided task does not exist anymore'")
                    .numAttempts(1)
                    .build();
        }
        calls.add(new TaskCall(
                operation,
                TaskTokens.fingerprint(taskToken),
                refusal == null ? TaskCall.ACCEPTED : code(refusal),
                Instant.now(),
                Optional.ofNullable(output),
                Optional.ofNullable(error),
                Optional.ofNullable(cause)));
        if (refusal != null) {
            throw refusal;
        }
    }

    /** The service's name of an error, which the SDK's classes for its errors carry in theirs. */
    private static String code(RuntimeException refusal) {
        String name = refusal.getClass().getSimpleName();
        return refusal instanceof SfnException ? name.replaceFirst("Exception$", "") : name;
    }
}
