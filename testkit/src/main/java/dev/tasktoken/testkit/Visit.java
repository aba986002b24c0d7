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
    private final Map<Retrier, Integer> retries = new HashMap<>();
    private int retryCount;
    private @Nullable Runnable stop;

    Visit(Flow flow, String name, State state, JsonNode input) {
        this.flow = flow;
        this.name = name;
        this.state = state;
        this.input = input;
        this.entered = flow.execution().workflow().engine().clock().instant();
    }

    void attempt() {
        stop = null;
        guarded(() -> state.attempt(this));
    }

    /** Runs a part of the visit; whatever is thrown in it fails the state. */
    void guarded(Runnable part) {
        try {
            part.run();
        } catch (StateFailure failure) {
            fail(failure.error());
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
        if (action != null) {
            action.run();
        }
    }

    /** Ends the visit with the state's output. */
    void complete(JsonNode output) {
        String text = DataLimit.write(output);
        stop();
        flow.leave(this, state.next(), output, text);
    }

    /** Ends the attempt: Retry makes another one later, Catch leads on, and otherwise the error ends the flow. */
    void fail(StateError error) {
        stop();
        Optional<Retrier> retrier = state.errorRules().retrierFor(error);
        if (retrier.isPresent()
                && retries.getOrDefault(retrier.get(), 0) < retrier.get().maxAttempts()) {
            retry(retrier.get());
            return;
        }
        Optional<Catcher> catcher = state.errorRules().catcherFor(error);
        if (catcher.isEmpty()) {
            flow.fail(error);
            return;
        }
        leaveBy(catcher.get(), error);
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

    /** The context object, {@code $$}. */
    JsonNode context(Optional<String> token) {
        Execution execution = flow.execution();
        StateMachine machine = execution.machine();
        ObjectNode context = Json.object();
        context.putObject("Execution")
                .put("Id", execution.arn())
                .put("Name", execution.name())
                .put("RoleArn", machine.roleArn())
                .put("StartTime", execution.started().toString())
                .put("RedriveCount", 0)
                .set("Input", execution.input());
        context.putObject("StateMachine").put("Id", machine.arn()).put("Name", machine.name());
        context.putObject("State")
                .put("Name", name)
                .put("EnteredTime", entered.toString())
                .put("RetryCount", retryCount);
        token.ifPresent(text -> context.putObject("Task").put("Token", text));
        return context;
    }

    private void retry(Retrier retrier) {
        Engine engine = flow.execution().workflow().engine();
        int number = retries.merge(retrier, 1, Integer::sum) - 1;
        retryCount++;
        Timers.Timer timer = engine.after(retrier.delay(number), this::attempt);
        onStop(() -> engine.cancel(timer));
    }

    private void leaveBy(Catcher catcher, StateError error) {
        try {
            JsonNode output = catcher.output(input, error);
            flow.leave(this, Optional.of(catcher.next()), output, DataLimit.write(output));
        } catch (StateFailure failure) {
            flow.fail(failure.error());
        }
    }
}
