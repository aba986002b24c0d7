package dev.tasktoken.testkit.internal.executions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.definitions.Catcher;
import dev.tasktoken.testkit.internal.definitions.Retrier;
import dev.tasktoken.testkit.internal.definitions.State;
import dev.tasktoken.testkit.internal.definitions.StateActions;
import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.engine.Timers;
import dev.tasktoken.testkit.internal.expressions.Scope;
import dev.tasktoken.testkit.internal.expressions.StateResult;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateError;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One state in an execution, from its entry to its exit: its attempts, and how it ends. Guarded by the engine's lock.
 */
final class StateExecution implements StateSequence.RunningState {
    private final StateSequence sequence;
    private final Function<StateExecution, StateActions> actions;
    private final String name;
    private final State state;
    private final WrittenData input;
    private final Instant entered;
    private final int eventBefore;
    private int enteredEvent;
    private final Map<Retrier, Integer> retries = new HashMap<>();
    private int retryCount;
    private @Nullable Runnable stop;
    private @Nullable IntConsumer abortRecorder;

    StateExecution(
            StateSequence sequence, String name, WrittenData input, Function<StateExecution, StateActions> actions) {
        this.sequence = sequence;
        this.actions = actions;
        this.name = name;
        this.state = sequence.state(name);
        this.input = input;
        this.entered = sequence.context().engine().clock().instant();
        this.eventBefore = sequence.lastEvent();
    }

    @Override
    public void begin() {
        runGuarded(() -> {
            sequence.record(
                    state.type() + "StateEntered",
                    EventDetails.none().put("name", name).put("input", input.text()));
            enteredEvent = sequence.lastEvent();
            state.attempt(actions.apply(this));
        });
    }

    private void attempt() {
        stop = null;
        runGuarded(() -> state.attempt(actions.apply(this)));
    }

    /** Runs a part of the state's work; an exception thrown in it fails the state. */
    void runGuarded(Runnable part) {
        try {
            part.run();
        } catch (StateFailure failure) {
            fail(failure);
        } catch (RuntimeException | StackOverflowError e) {
            fail(new StateError(
                    StateError.RUNTIME, "Internal error: " + e.getClass().getName()));
        }
    }

    /** Sets how to stop what the state just began. */
    void onStop(Runnable action) {
        stop = action;
    }

    @Override
    public void stop() {
        Runnable action = stop;
        stop = null;
        abortRecorder = null;
        if (action != null) {
            action.run();
        }
    }

    /** Sets how to record that what is inside the state was aborted because of an event. */
    void onAbort(IntConsumer recorder) {
        abortRecorder = recorder;
    }

    /** Ends the state with what it leaves behind. */
    void complete(StateResult exit) {
        complete(exit, state.next());
    }

    /** Ends the state and goes to one that was chosen. */
    void complete(StateResult exit, Optional<String> next) {
        WrittenData output = WrittenData.limited(exit.output());
        stop();
        sequence.leave(name, next, output, exit.assigned());
    }

    /** Ends the attempt: Retry makes another one later, Catch leads on, and otherwise the error ends the sequence. */
    void fail(StateError error) {
        if (!retries(error)) {
            catchOrFail(error);
        }
    }

    /** The same in a step of its own: tasks that time out together all record it before one fails the state. */
    void failLater(StateError error) {
        sequence.context().engine().post(() -> {
            if (!sequence.isOver()) {
                runGuarded(() -> fail(error));
            }
        });
    }

    /** The same, with an event that is recorded unless there is another attempt. */
    void fail(StateError error, String event) {
        if (!retries(error)) {
            sequence.record(event, EventDetails.none());
            catchOrFail(error);
        }
    }

    /** The order of what is inside the state is inferred. */
    @Override
    public void recordAbort(int cause) {
        if (abortRecorder != null) {
            abortRecorder.accept(cause);
        }
        if (state.recordsAbort()) {
            history().add(cause, state.type() + "StateAborted", EventDetails.none());
        }
    }

    String name() {
        return name;
    }

    State state() {
        return state;
    }

    JsonNode input() {
        return input.value();
    }

    StateSequence sequence() {
        return sequence;
    }

    ExecutionHistory history() {
        return sequence.context().history();
    }

    Scope scope() {
        return scope(Optional.empty());
    }

    /** What the state's fields see, of an attempt with a token too. */
    Scope scope(Optional<String> token) {
        return Scope.of(input.value(), contextOf(token, retryCount), sequence.variables());
    }

    /** As it is now, however late something asks for it. */
    private Supplier<ObjectNode> contextOf(Optional<String> token, int retriesBefore) {
        return () -> context(token, retriesBefore);
    }

    private ObjectNode context(Optional<String> token, int retriesBefore) {
        ObjectNode context = sequence.context().contextObject();
        ObjectNode own = context.putObject("State").put("Name", name).put("EnteredTime", Json.isoTime(entered));
        if (state.canRetry()) {
            own.put("RetryCount", retriesBefore);
        }
        sequence.item().ifPresent(item -> context.putObject("Map").set("Item", item));
        token.ifPresent(text -> context.putObject("Task").put("Token", text));
        return context;
    }

    private void fail(StateFailure failure) {
        StateError error = failure.error().in(name, enteredEvent);
        if (!StateError.QUERY_EVALUATION.equals(error.error())) {
            fail(error);
            return;
        }
        ObjectNode details = EventDetails.of(error).put("state", name);
        failure.location().ifPresent(location -> details.put("location", location));
        boolean onEntry = sequence.lastEvent() == enteredEvent && !failure.isAfterEntry();
        sequence.continueFrom(history().add(onEntry ? eventBefore : sequence.lastEvent(), "EvaluationFailed", details));
        if (state.graphs().isEmpty()) {
            fail(error);
        } else {
            fail(error, state.type() + "StateFailed");
        }
    }

    private boolean retries(StateError error) {
        stop();
        Optional<Retrier> retrier = state.errorRules().retrierFor(error);
        if (retrier.isEmpty()
                || retries.getOrDefault(retrier.get(), 0) >= retrier.get().maxAttempts()) {
            return false;
        }
        Engine engine = sequence.context().engine();
        int number = retries.merge(retrier.get(), 1, Integer::sum) - 1;
        retryCount++;
        Timers.Timer timer = engine.schedule(retrier.get().delay(number), this::attempt);
        onStop(() -> engine.cancel(timer));
        return true;
    }

    private void catchOrFail(StateError error) {
        Optional<Catcher> catcher = state.errorRules().catcherFor(error);
        if (catcher.isEmpty()) {
            sequence.fail(error);
            return;
        }
        try {
            StateResult exit = catcher.get().exit(scope(), error);
            sequence.leave(
                    name, Optional.of(catcher.get().next()), WrittenData.limited(exit.output()), exit.assigned());
        } catch (StateFailure failure) {
            sequence.fail(failure.error().in(name, enteredEvent));
        }
    }
}
