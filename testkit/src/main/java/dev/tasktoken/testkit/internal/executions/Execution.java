package dev.tasktoken.testkit.internal.executions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.definitions.StateMachine;
import dev.tasktoken.testkit.internal.engine.Timers;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** One execution of a state machine, from its start to one of its four ends. Guarded by the engine's lock. */
public final class Execution implements StateSequence.Owner {
    /** The longest a standard workflow may run (quotas). */
    private static final Duration MAX_DURATION = Duration.ofDays(365);

    private final ExecutionContext context;
    private final StateSequence sequence;
    private final Timers.Timer deadline;
    private final List<Runnable> onEnd = new ArrayList<>();
    private ExecutionStatus status = ExecutionStatus.RUNNING;
    private @Nullable Instant stopped;
    private @Nullable String output;
    private @Nullable StateError failure;

    public Execution(StateMachine machine, ExecutionStart start, ExecutionEnvironment environment) {
        this.context = ExecutionContext.of(machine, start, environment);
        this.sequence = new StateSequence(context, StateRunner::enter, this);
        this.deadline = environment.engine().schedule(duration(machine), this::timeOut);
    }

    public Set<String> stateNames() {
        return machine().definition().graph().names().collect(Collectors.toCollection(TreeSet::new));
    }

    public void begin() {
        history()
                .add(
                        0,
                        "ExecutionStarted",
                        Json.object()
                                .put("input", inputText())
                                .put("roleArn", machine().roleArn()));
        sequence.begin(context.start().input());
    }

    @Override
    public void succeeded(StateSequence line, WrittenData result) {
        String text = result.text();
        output = text;
        end(ExecutionStatus.SUCCEEDED, "ExecutionSucceeded", Json.object().put("output", text), line.lastEvent());
    }

    @Override
    public void failed(StateSequence line, StateError error) {
        fail(error);
    }

    /** Ends with an error that no rule caught: a task's timeout, too, fails the execution (recorded). */
    void fail(StateError error) {
        failure = error;
        end(ExecutionStatus.FAILED, "ExecutionFailed", EventDetails.of(error), sequence.lastEvent());
    }

    /** Follows from no event, as recorded. */
    public void abort(StateError reason) {
        failure = reason;
        end(ExecutionStatus.ABORTED, "ExecutionAborted", EventDetails.of(reason), 0);
    }

    /** The machine's own TimeoutSeconds, or a year, has passed. That the event follows from none is inferred. */
    private void timeOut() {
        failure = StateError.timeout();
        end(ExecutionStatus.TIMED_OUT, "ExecutionTimedOut", EventDetails.of(StateError.timeout()), 0);
    }

    private void end(ExecutionStatus ending, String event, ObjectNode details, int previous) {
        status = ending;
        stopped = context.engine().clock().instant();
        context.engine().cancel(deadline);
        sequence.abandon();
        history().add(previous, event, details);
        onEnd.forEach(context.engine()::post);
    }

    /** Runs an action, as a step of its own, when this has ended; at once if it has. */
    public void onEnd(Runnable action) {
        if (isRunning()) {
            onEnd.add(action);
        } else {
            context.engine().post(action);
        }
    }

    public boolean isRunning() {
        return status == ExecutionStatus.RUNNING;
    }

    public StateMachine machine() {
        return context.machine();
    }

    public ExecutionHistory history() {
        return context.history();
    }

    public String name() {
        return context.start().name();
    }

    public String arn() {
        return context.start().arn();
    }

    public String inputText() {
        return context.start().inputText();
    }

    public Instant started() {
        return context.start().time();
    }

    public ExecutionStatus status() {
        return status;
    }

    public Optional<Instant> stopped() {
        return Optional.ofNullable(stopped);
    }

    public Optional<String> output() {
        return Optional.ofNullable(output);
    }

    public Optional<String> error() {
        return Optional.ofNullable(failure).map(StateError::error);
    }

    public Optional<String> cause() {
        return Optional.ofNullable(failure).map(StateError::cause);
    }

    private static Duration duration(StateMachine machine) {
        return machine.definition()
                .timeout()
                .filter(timeout -> timeout.compareTo(MAX_DURATION) < 0)
                .orElse(MAX_DURATION);
    }
}
