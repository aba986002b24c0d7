package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.testkit.internal.values.TaskTokens;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot of one task: whether it still waits, and every call about it. Both a {@link LocalStepFunctions} and a
 * {@link RecordingResponder} show their tasks so, {@link LocalDurableCallbacks} and {@link RecordingCallbacks} their
 * callbacks. Immutable, and without the token.
 *
 * <pre>{@code
 * RecordedTask task = stepFunctions.task(taskToken);
 * assertThat(task).isAnswered().withOutput(42).hadHeartbeats(2);
 * }</pre>
 *
 * @param fingerprint the token's fingerprint, the first 12 hexadecimal digits of its SHA-256
 * @param isOpen whether it could be answered
 * @param calls the calls about it, refused ones included, oldest first
 */
public record RecordedTask(String fingerprint, boolean isOpen, List<TaskCall> calls) {
    /**
     * Checks that nothing is missing, and copies.
     *
     * @param fingerprint the token's fingerprint
     * @param isOpen whether it could be answered
     * @param calls the calls about it
     */
    public RecordedTask {
        requireNonNull(fingerprint, "fingerprint");
        calls = List.copyOf(calls);
    }

    /**
     * Returns the success or failure that took effect.
     *
     * @return empty while the task is open, and if it was closed by a timeout or by the end of its execution
     */
    public Optional<TaskCall> answer() {
        return calls.stream().filter(TaskCall::isAnswer).findFirst();
    }

    /**
     * Returns how many heartbeats took effect.
     *
     * @return 0 or more
     */
    public int heartbeats() {
        return (int) calls.stream()
                .filter(TaskCall::isHeartbeat)
                .filter(TaskCall::isAccepted)
                .count();
    }

    /** The calls about a token among others. */
    static RecordedTask of(String taskToken, boolean isOpen, List<TaskCall> calls) {
        return ofFingerprint(TaskTokens.fingerprint(taskToken), isOpen, calls);
    }

    /** The calls about a token or a callback id among others. */
    static RecordedTask ofFingerprint(String fingerprint, boolean isOpen, List<TaskCall> calls) {
        return new RecordedTask(
                fingerprint,
                isOpen,
                calls.stream()
                        .filter(call -> call.fingerprint().equals(fingerprint))
                        .toList());
    }

    /**
     * Returns the fingerprint, the state and the calls, never the data.
     *
     * @return for instance {@code RecordedTask[3f2a90c41d7e is open, no calls]}
     */
    @Override
    public String toString() {
        return "RecordedTask[" + fingerprint + (isOpen ? " is open, " : " is closed, ")
                + (calls.isEmpty() ? "no calls" : calls) + "]";
    }
}
