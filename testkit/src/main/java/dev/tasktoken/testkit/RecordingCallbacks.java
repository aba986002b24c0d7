package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.CallbackId;
import dev.tasktoken.PausedCallback;
import dev.tasktoken.Responder;
import dev.tasktoken.service.AnswerService;
import dev.tasktoken.service.Refusal;
import dev.tasktoken.service.WorkKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * For unit tests of handlers: a real responder for callbacks of durable functions whose answers go nowhere and are
 * kept, as {@link RecordingResponder}'s are.
 *
 * <p>Any id is one of an open callback until it is answered. For a service that refuses what the real one refuses, use
 * {@link LocalDurableCallbacks}. Thread-safe. Nothing needs to be closed.
 *
 * <pre>{@code
 * RecordingCallbacks recording = RecordingCallbacks.create();
 * recording.responder().succeed(CallbackId.of("a+b/c="), 42);
 * assertThat(recording.callback("a+b/c=")).isAnswered().withOutput(42);
 * }</pre>
 */
public final class RecordingCallbacks {
    private static final String CLOSED = "CallbackTimeoutException";

    private final List<TaskCall> calls = new ArrayList<>();
    private final Set<CallbackId> closed = new HashSet<>();
    private final Responder<PausedCallback> responder = new Recorder(new Settings(), new Service());

    private RecordingCallbacks() {}

    /**
     * Creates one that has no answers yet.
     *
     * @return a new instance
     */
    public static RecordingCallbacks create() {
        return new RecordingCallbacks();
    }

    /**
     * Returns the responder for the code under test.
     *
     * @return the same one each time, with the defaults of every responder
     */
    public Responder<PausedCallback> responder() {
        return responder;
    }

    /**
     * Returns every call, refused ones included.
     *
     * @return the calls, oldest first
     */
    public synchronized List<TaskCall> calls() {
        return List.copyOf(calls);
    }

    /**
     * Returns the state of a callback and the calls about it until now.
     *
     * @param callbackId the id's text
     * @return whether it is open, and the calls about it
     */
    public synchronized RecordedTask callback(String callbackId) {
        CallbackId id = CallbackId.of(requireNonNull(callbackId, "callbackId"));
        return RecordedTask.ofFingerprint(id.fingerprint(), !closed.contains(id), calls);
    }

    /**
     * Closes a callback, as a timeout or another worker's answer does.
     *
     * @param callbackId the id's text
     */
    public synchronized void closeCallback(String callbackId) {
        closed.add(CallbackId.of(requireNonNull(callbackId, "callbackId")));
    }

    private synchronized TaskCall record(WorkKind.Call operation, CallbackId id, TaskAnswer answer) {
        boolean isClosed = closed.contains(id);
        TaskCall call = new TaskCall(
                WorkKind.CALLBACK.operation(operation),
                id.fingerprint(),
                isClosed ? CLOSED : TaskCall.ACCEPTED,
                Instant.now(),
                answer.output(),
                answer.error(),
                answer.cause());
        calls.add(call);
        if (isClosed) {
            throw AwsServiceException.builder()
                    .message("The callback is closed or has expired")
                    .numAttempts(1)
                    .build();
        }
        if (operation != WorkKind.Call.HEARTBEAT) {
            closed.add(id);
        }
        return call;
    }

    private record TaskAnswer(Optional<String> output, Optional<String> error, Optional<String> cause) {}

    private static final class Settings extends Responder.Builder<Settings> {}

    private static final class Recorder extends Responder<PausedCallback> {
        private Recorder(Settings settings, AnswerService<CallbackId, ?> service) {
            super(settings, service);
        }
    }

    private final class Service implements AnswerService<CallbackId, TaskCall> {
        @Override
        public WorkKind kind() {
            return WorkKind.CALLBACK;
        }

        @Override
        public Class<CallbackId> idType() {
            return CallbackId.class;
        }

        @Override
        public TaskCall succeed(CallbackId id, String output) {
            return record(
                    WorkKind.Call.SUCCESS, id, new TaskAnswer(Optional.of(output), Optional.empty(), Optional.empty()));
        }

        @Override
        public TaskCall fail(CallbackId id, String error, String cause) {
            return record(
                    WorkKind.Call.FAILURE,
                    id,
                    new TaskAnswer(Optional.empty(), Optional.of(error), Optional.of(cause)));
        }

        @Override
        public TaskCall heartbeat(CallbackId id) {
            return record(
                    WorkKind.Call.HEARTBEAT, id, new TaskAnswer(Optional.empty(), Optional.empty(), Optional.empty()));
        }

        @Override
        public Refusal refusal(RuntimeException thrown, WorkKind.Call call) {
            return Refusal.of(
                    thrown instanceof AwsServiceException ? Refusal.Meaning.CLOSED : Refusal.Meaning.NOT_DELIVERED);
        }

        @Override
        public void close() {}
    }
}
