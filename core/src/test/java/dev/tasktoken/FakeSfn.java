package dev.tasktoken;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskHeartbeatResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Stands in for the service where a test scripts what it says; whatever is not scripted is accepted. */
public final class FakeSfn implements SfnClient {
    public final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    public final List<SendTaskSuccessRequest> successes = Collections.synchronizedList(new ArrayList<>());
    public final List<SendTaskFailureRequest> failures = Collections.synchronizedList(new ArrayList<>());
    private final Deque<RuntimeException> script = new ArrayDeque<>();
    private volatile Runnable onCall = () -> {};
    private boolean closed;

    /** The next calls end so, in this order. */
    public synchronized FakeSfn says(RuntimeException... verdicts) {
        script.addAll(List.of(verdicts));
        return this;
    }

    /** Nothing more is scripted. */
    public synchronized void forget() {
        script.clear();
    }

    /** Does something else while a call is made. */
    public void onCall(Runnable action) {
        onCall = action;
    }

    public boolean isClosed() {
        return closed;
    }

    public static RuntimeException closedTask(int attempts) {
        return TaskTimedOutException.builder()
                .message("Task Timed Out: 'Provided task does not exist anymore'")
                .numAttempts(attempts)
                .build();
    }

    public static RuntimeException invalidToken() {
        return InvalidTokenException.builder()
                .message("Invalid Token: 'Invalid token'")
                .numAttempts(1)
                .build();
    }

    public static RuntimeException error(String code, int status) {
        return error(code, status, code);
    }

    public static RuntimeException error(String code, int status, String message) {
        AwsServiceException.Builder error = SfnException.builder()
                .message(message)
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .numAttempts(4);
        return error.build();
    }

    @Override
    public SendTaskSuccessResponse sendTaskSuccess(SendTaskSuccessRequest request) {
        calls.add("success");
        answer();
        successes.add(request);
        return SendTaskSuccessResponse.builder().build();
    }

    @Override
    public SendTaskFailureResponse sendTaskFailure(SendTaskFailureRequest request) {
        calls.add("failure");
        answer();
        failures.add(request);
        return SendTaskFailureResponse.builder().build();
    }

    @Override
    public SendTaskHeartbeatResponse sendTaskHeartbeat(SendTaskHeartbeatRequest request) {
        calls.add("heartbeat");
        answer();
        return SendTaskHeartbeatResponse.builder().build();
    }

    private void answer() {
        onCall.run();
        RuntimeException verdict = nextVerdict();
        if (verdict != null) {
            throw verdict;
        }
    }

    private synchronized @Nullable RuntimeException nextVerdict() {
        return script.poll();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        closed = true;
    }
}
