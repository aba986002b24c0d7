package dev.tasktoken.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One visit of an execution to a state: its attempts, and how it ends. Guarded by the engine's lock. */
final class Visit {
    private final Flow flow;
    private final String name;
    private final State state;
    private final JsonNode input;
    private final Instant entered;
    private final int eventBefore;
    private int enteredEvent;
    private final Map<Retrier, Integer> retries = new HashMap<>();
    private int retryCount;
    private @Nullable Runnable stop;
    private @Nullable Branches branches;

    Visit(Flow flow, State state, String name, JsonNode input) {
        this.flow = flow;
        this.name = name;
        this.state = state;
        this.input = input;
        this.entered = flow.execution().workflow().engine().clock().instant();
        this.eventBefore = flow.lastEvent();
    }

    /** Records that the state was entered, and makes the first attempt. */
    void begin() {
        guarded(() -> {
            flow.record(
                    state.type() + "StateEntered",
                    Details.none().put("name", name).put("input", Json.write(input)));
            enteredEvent = flow.lastEvent();
            state.attempt(this);
        });
    }

    private void attempt() {
        stop = null;
        guarded(() -> state.attempt(this));
    }

    /** Runs a part of the visit; whatever is thrown in it fails the state. */
    void guarded(Runnable part) {
        try {
            part.run();
        } catch (StateFailure failure) {
            fail(failure);
        } catch (RuntimeException | StackOverflowError e) {
            fail(new StateError(
                    StateError.RUNTIME, "Internal error: " + e.getClass().getName()));
        }
    }

    /** Says how to give up what the state just began. */
    void onStop(Runnable action) {
        stop = action;
    }

    void stop() {
        Runnable action = stop;
        stop = null;
        branches = null;
        if (action != null) {
            action.run();
        }
    }

    /** Walks lines of states inside this one. */
    void branch(Branches lines, ObjectNode details) {
        branches = lines;
        lines.begin(details);
    }

    /** Ends the visit with what the state leaves behind. */
    void complete(Exit exit) {
        complete(exit, state.next());
    }

    /** Ends the visit and goes to a state that was chosen. */
    void complete(Exit exit, Optional<String> next) {
        DataLimit.write(exit.output());
        stop();
        flow.leave(this, next, exit);
    }

    /** Ends the attempt: Retry makes another one later, Catch leads on, and otherwise the error ends the flow. */
    void fail(StateError error) {
        if (!retries(error)) {
            catchOrFail(error);
        }
    }

    /** The same, with an event that is recorded unless there is another attempt. */
    void fail(StateError error, String event) {
        if (!retries(error)) {
            flow.record(event, Details.none());
            catchOrFail(error);
        }
    }

    /** Records that the state was aborted, and what is inside it. The order of the latter is inferred. */
    void recordAbort(int cause) {
        if (branches != null) {
            branches.recordAborts(cause);
        }
        if (state.recordsAbort()) {
            history().add(cause, state.type() + "StateAborted", Details.none());
        }
    }

    String name() {
        return name;
    }

    State state() {
        return state;
    }

    JsonNode input() {
        return input;
    }

    Flow flow() {
        return flow;
    }

    ExecutionHistory history() {
        return flow.execution().history();
    }

    Scope scope() {
        return scope(Optional.empty());
    }

    /** What the state's fields see, of an attempt with a token too. */
    Scope scope(Optional<String> token) {
        return Scope.of(input, context(token), flow.variables());
    }

    private ObjectNode context(Optional<String> token) {
        Execution execution = flow.execution();
        StateMachine machine = execution.machine();
        ObjectNode context = Json.object();
        context.putObject("Execution")
                .put("Id", execution.arn())
                .put("Name", execution.name())
                .put("RoleArn", machine.roleArn())
                .put("StartTime", Json.isoTime(execution.started()))
                .put("RedriveCount", 0)
                .set("Input", execution.input());
        context.putObject("StateMachine").put("Id", machine.arn()).put("Name", machine.name());
        context.putObject("State")
                .put("Name", name)
                .put("EnteredTime", Json.isoTime(entered))
                .put("RetryCount", retryCount);
        flow.item().ifPresent(item -> context.putObject("Map").set("Item", item));
        token.ifPresent(text -> context.putObject("Task").put("Token", text));
        return context;
    }

    private void fail(StateFailure failure) {
        StateError error = failure.error().in(name, enteredEvent);
        if (!StateError.QUERY_EVALUATION.equals(error.error())) {
            fail(error);
            return;
        }
        ObjectNode details = Details.of(error).put("state", name);
        failure.location().ifPresent(location -> details.put("location", location));
        boolean onEntry = flow.lastEvent() == enteredEvent && !failure.isAfterEntry();
        flow.follow(history().add(onEntry ? eventBefore : flow.lastEvent(), "EvaluationFailed", details));
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
        Engine engine = flow.execution().workflow().engine();
        int number = retries.merge(retrier.get(), 1, Integer::sum) - 1;
        retryCount++;
        Timers.Timer timer = engine.after(retrier.get().delay(number), this::attempt);
        onStop(() -> engine.cancel(timer));
        return true;
    }

    private void catchOrFail(StateError error) {
        Optional<Catcher> catcher = state.errorRules().catcherFor(error);
        if (catcher.isEmpty()) {
            flow.fail(error);
            return;
        }
        try {
            Exit exit = catcher.get().exit(scope(), error);
            DataLimit.write(exit.output());
            flow.leave(this, Optional.of(catcher.get().next()), exit);
        } catch (StateFailure failure) {
            flow.fail(failure.error().in(name, enteredEvent));
        }
    }
}
