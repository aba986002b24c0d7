package dev.tasktoken.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/**
 * Stands in for the service in unit tests: keeps the answers it takes, and closes a task when it is answered.
 *
 * <p>It has no executions and checks nothing: any text is a token of an open task, and any text is an output. For a
 * service that refuses what the real one refuses, use {@code LocalStepFunctions}. All operations but the three of
 * {@code SendTask*} throw {@link UnsupportedOperationException}. Thread-safe.
 *
 * <pre>{@code
 * RecordingSfnClient stepFunctions = new RecordingSfnClient();
 * TokenResponder responder = TokenResponder.builder().client(stepFunctions).build();
 * }</pre>
 */
public final class RecordingSfnClient implements SfnClient {
    private final List<RecordedAnswer> calls = new ArrayList<>();
    private final Set<String> closed = new HashSet<>();
    private final Queue<RuntimeException> refusals = new ArrayDeque<>();

    /** Makes a client for which every task is open. */
    public RecordingSfnClient() {}

    /**
     * Returns the successes and failures that were taken, in their order.
     *
     * @return a copy
     */
    public synchronized List<RecordedAnswer> answers() {
        return calls.stream()
                .filter(call -> !call.operation().equals("SendTaskHeartbeat"))
                .toList();
    }

    /**
     * Returns how many heartbeats open tasks had.
     *
     * @return the number of heartbeats that were taken
     */
    public synchronized int heartbeats() {
        return calls.size() - answers().size();
    }

    /**
     * Closes a task, as a timeout, a stopped execution or somebody else's answer does: every later call about it is
     * refused with {@code TaskTimedOut}.
     *
     * @param taskToken the token's text
     */
    public synchronized void closeTask(String taskToken) {
        closed.add(taskToken);
    }

    /**
     * Refuses the next call, whatever it is, with this exception. Several wait for their turn.
     *
     * @param refusal for instance an SDK exception
     */
    public synchronized void refuseNext(RuntimeException refusal) {
        refusals.add(refusal);
    }

    @Override
    public synchronized SendTaskSuccessResponse sendTaskSuccess(SendTaskSuccessRequest request) {
        take("SendTaskSuccess", request.taskToken(), request.output(), null, null);
        closed.add(request.taskToken());
        return SendTaskSuccessResponse.builder().build();
    }

    @Override
    public synchronized SendTaskFailureResponse sendTaskFailure(SendTaskFailureRequest request) {
        take("SendTaskFailure", request.taskToken(), null, request.error(), request.cause());
        closed.add(request.taskToken());
        return SendTaskFailureResponse.builder().build();
    }

    @Override
    public synchronized SendTaskHeartbeatResponse sendTaskHeartbeat(SendTaskHeartbeatRequest request) {
        take("SendTaskHeartbeat", request.taskToken(), null, null, null);
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
        if (refusal != null) {
            throw refusal;
        }
        if (closed.contains(taskToken)) {
            throw TaskTimedOutException.builder()
                    .message("Task Timed Out: 'Provided task does not exist anymore'")
                    .numAttempts(1)
                    .build();
        }
        calls.add(new RecordedAnswer(operation, taskToken, text(output), text(error), text(cause)));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
