package dev.tasktoken.testkit;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Assertions about a task, at the moment the {@link RecordedTask} was taken; {@link LocalStepFunctions#awaitClosed}
 * waits for its end.
 *
 * <p>A message names the token's fingerprint and the calls about it; task tokens in data are replaced by theirs.
 *
 * <pre>{@code
 * assertThat(recording.task(taskToken)).failed().withError("Declined").hadHeartbeats(1);
 * }</pre>
 */
public final class TaskAssert extends OutcomeAssert<TaskAssert, RecordedTask> {
    private static final List<String> OPERATIONS = List.of(
            "SendTaskSuccess",
            "SendTaskFailure",
            "SendTaskHeartbeat",
            "SendDurableExecutionCallbackSuccess",
            "SendDurableExecutionCallbackFailure",
            "SendDurableExecutionCallbackHeartbeat");

    TaskAssert(RecordedTask actual) {
        super(actual, TaskAssert.class);
    }

    /**
     * Checks that the task could be answered.
     *
     * @return this assertion
     * @throws AssertionError if it is closed
     */
    public TaskAssert isOpen() {
        if (!actual.isOpen()) {
            throw complaint("Expected the task to be open, but it is closed" + reason());
        }
        return this;
    }

    /**
     * Checks that a success or failure took effect.
     *
     * @return this assertion
     * @throws AssertionError if none did
     */
    public TaskAssert isAnswered() {
        if (actual.answer().isEmpty()) {
            throw complaint("Expected the task to be answered, but it is "
                    + (actual.isOpen() ? "still open" : "closed without an answer"));
        }
        return this;
    }

    /**
     * Checks that the task was closed by something else than an answer: a timeout, or the end of its execution.
     *
     * @return this assertion
     * @throws AssertionError if it is open, or was answered
     */
    public TaskAssert isClosedUnanswered() {
        if (actual.isOpen() || actual.answer().isPresent()) {
            throw complaint("Expected the task to be closed without an answer, but it is "
                    + (actual.isOpen() ? "still open" : "answered") + reason());
        }
        return this;
    }

    /**
     * Checks that SendTaskSuccess answered the task.
     *
     * @return this assertion
     * @throws AssertionError if nothing did, or SendTaskFailure
     */
    public TaskAssert succeeded() {
        return isAnsweredBy("Success");
    }

    /**
     * Checks that SendTaskFailure answered the task.
     *
     * @return this assertion
     * @throws AssertionError if nothing did, or SendTaskSuccess
     */
    public TaskAssert failed() {
        return isAnsweredBy("Failure");
    }

    /**
     * Checks how many heartbeats took effect.
     *
     * @param expected how many
     * @return this assertion
     * @throws AssertionError if there were more or fewer
     */
    public TaskAssert hadHeartbeats(int expected) {
        if (actual.heartbeats() != expected) {
            throw complaint(
                    "Expected " + expected + " heartbeats to take effect, but there were " + actual.heartbeats());
        }
        return this;
    }

    /**
     * Checks how often an operation was called about the task, refused calls included.
     *
     * @param operation {@code SendTaskSuccess}, {@code SendTaskFailure} or {@code SendTaskHeartbeat}
     * @param expected how often
     * @return this assertion
     * @throws AssertionError if it was more or less often
     * @throws IllegalArgumentException if no operation has that name
     */
    public TaskAssert hadCalls(String operation, int expected) {
        if (!OPERATIONS.contains(operation)) {
            throw new IllegalArgumentException(operation + " is none of " + OPERATIONS);
        }
        long calls = actual.calls().stream()
                .filter(call -> call.operation().equals(operation))
                .count();
        if (calls != expected) {
            throw complaint("Expected " + expected + " calls of " + operation + ", but there were " + calls);
        }
        return this;
    }

    @Override
    Optional<String> output() {
        return actual.answer().flatMap(TaskCall::output);
    }

    @Override
    Optional<String> error() {
        return actual.answer().flatMap(TaskCall::error);
    }

    @Override
    Optional<String> cause() {
        return actual.answer().flatMap(TaskCall::cause);
    }

    @Override
    String story() {
        return actual.toString();
    }

    /** By the end of the operation's name, which both services have. */
    private TaskAssert isAnsweredBy(String operation) {
        isAnswered();
        if (actual.answer().filter(call -> call.operation().endsWith(operation)).isEmpty()) {
            throw complaint("Expected a " + operation.toLowerCase(Locale.ROOT)
                    + " to answer the task, but another call did" + reason());
        }
        return this;
    }
}
