package dev.tasktoken.testkit.internal.executions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.definitions.ResourceCall;
import dev.tasktoken.testkit.internal.definitions.TaskLimits;
import dev.tasktoken.testkit.internal.definitions.TaskResource;
import dev.tasktoken.testkit.internal.expressions.Scope;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateError;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a Task state: hands the work out, and waits for its token if it has one. The token is closed in the
 * moment an outcome is taken, so exactly one wins. Guarded by the engine's lock.
 */
final class TaskAttempt implements OpenTask {
    private final ResourceCall work;
    private final StateExecution stateExecution;
    private final ExecutionEnvironment environment;
    private final TaskResource resource;
    private final Optional<String> token;
    private final Scope scope;
    private @Nullable TaskTimers time;
    private boolean submitted;
    private boolean ended;
    private @Nullable Runnable early;

    TaskAttempt(ResourceCall work, StateExecution stateExecution) {
        this.work = work;
        this.stateExecution = stateExecution;
        this.environment = stateExecution.sequence().context().environment();
        this.resource = work.resource();
        this.token =
                resource.waitsForToken() ? Optional.of(environment.openTasks().open(this)) : Optional.empty();
        this.scope = stateExecution.scope(token);
    }

    void begin() {
        stateExecution.onStop(this::end);
        JsonNode parameters = work.data().effective(scope);
        TaskLimits.Resolved limits = work.limits().resolve(work.data().selected(scope), scope);
        record("Scheduled", resource.scheduled(parameters, limits, environment.region()));
        environment.engine().post(() -> stateExecution.runGuarded(() -> start(parameters, limits)));
    }

    /** A step of its own: tasks that run side by side are all scheduled before the first is started, as recorded. */
    private void start(JsonNode parameters, TaskLimits.Resolved limits) {
        if (ended) {
            return;
        }
        record("Started", resource.details());
        time = new TaskTimers(environment.engine(), limits, this::timeOut);
        call(parameters);
    }

    /** A function's heartbeat counts from its return on: not while it executes (developer guide, "Invoke Lambda"). */
    private void call(JsonNode parameters) {
        if (resource.runsFunction()) {
            environment.engine().callFunction(() -> resource.call(parameters), this::onResponse, this::onCallFailed);
        } else {
            restartHeartbeat();
            environment.engine().call(() -> resource.call(parameters), this::onResponse, this::onCallFailed);
        }
    }

    @Override
    public String executionArn() {
        return stateExecution.sequence().context().start().arn();
    }

    @Override
    public void succeed(JsonNode output) {
        answer(() -> finish(output));
    }

    @Override
    public void fail(StateError error) {
        answer(() -> fail("Failed", error));
    }

    @Override
    public void heartbeat() {
        if (submitted || !resource.runsFunction()) {
            restartHeartbeat();
        }
    }

    private void restartHeartbeat() {
        if (time != null) {
            time.restartHeartbeat();
        }
    }

    /** Closes the token at once. An answer that overtakes its own delivery counts when the delivery has returned. */
    private void answer(Runnable outcome) {
        close();
        if (submitted) {
            stateExecution.runGuarded(outcome);
        } else {
            early = outcome;
        }
    }

    private void onResponse(JsonNode response) {
        if (ended) {
            return;
        }
        if (token.isEmpty()) {
            stateExecution.runGuarded(() -> finish(response));
            return;
        }
        submitted = true;
        token.ifPresent(environment.openTasks()::markHandedOut);
        record("Submitted", resource.details().put("output", Json.write(response)));
        if (early != null) {
            stateExecution.runGuarded(early);
        } else if (resource.runsFunction()) {
            restartHeartbeat();
        }
    }

    private void onCallFailed(Exception failure) {
        if (ended) {
            return;
        }
        stateExecution.runGuarded(early != null ? early : () -> fail("Failed", error(failure)));
    }

    private void timeOut(StateError error) {
        end();
        record("TimedOut", EventDetails.of(resource, error));
        stateExecution.failLater(error);
    }

    private void finish(JsonNode result) {
        end();
        record("Succeeded", resource.details().put("output", Json.write(result)));
        stateExecution.complete(work.data().exit(result, scope.withResult(result)));
    }

    private void fail(String event, StateError error) {
        end();
        record(event, EventDetails.of(resource, error));
        stateExecution.fail(error);
    }

    private void end() {
        ended = true;
        close();
    }

    private void close() {
        token.ifPresent(environment.openTasks()::close);
        if (time != null) {
            time.stop();
        }
    }

    private void record(String end, ObjectNode details) {
        stateExecution.sequence().record(resource.event(end), details);
    }

    private static StateError error(Exception failure) {
        return failure instanceof StateFailure known
                ? known.error()
                : new StateError(
                        StateError.RUNTIME,
                        "The call failed: " + failure.getClass().getName());
    }
}
