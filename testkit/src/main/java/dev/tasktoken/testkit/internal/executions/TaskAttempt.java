package dev.tasktoken.testkit.internal.executions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.definitions.ResourceCall;
import dev.tasktoken.testkit.internal.definitions.TaskLimits;
import dev.tasktoken.testkit.internal.definitions.TaskResource;
import dev.tasktoken.testkit.internal.definitions.TaskRun;
import dev.tasktoken.testkit.internal.expressions.Scope;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateError;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a Task state: hands the work out, and waits for its token or its end if it has one. The token is
 * closed in the moment an outcome is taken, so exactly one wins. Guarded by the engine's lock.
 */
final class TaskAttempt implements OpenTask, TaskRun {
    private final ResourceCall work;
    private final StateExecution stateExecution;
    private final ExecutionEnvironment environment;
    private final TaskResource resource;
    private final Optional<String> token;
    private final Scope scope;
    private @Nullable TaskTimers time;
    private boolean runsFunction;
    private boolean submitted;
    private boolean ended;
    private @Nullable Runnable early;
    private @Nullable Runnable stop;

    TaskAttempt(ResourceCall work, StateExecution stateExecution) {
        this.work = work;
        this.stateExecution = stateExecution;
        this.environment = stateExecution.sequence().context().environment();
        this.resource = work.resource();
        this.token = resource.hasToken() ? Optional.of(environment.openTasks().open(this)) : Optional.empty();
        this.scope = stateExecution.scope(token);
    }

    void begin() {
        stateExecution.onStop(this::giveUp);
        JsonNode parameters = work.data().effective(scope);
        JsonNode selected = work.data().selected(scope);
        TaskLimits.Resolved limits = work.limits().resolve(selected, scope);
        time = new TaskTimers(environment.engine(), limits, this::timeOut);
        ObjectNode scheduled = resource.scheduled(parameters, limits, environment.region());
        work.credentials()
                .map(credentials -> credentials.roleArn(selected, scope))
                .ifPresent(role -> scheduled.putObject("taskCredentials").put("roleArn", role));
        record("Scheduled", scheduled);
        environment.engine().post(() -> stateExecution.runGuarded(() -> start(parameters)));
    }

    /** A step of its own: tasks that run side by side are all scheduled before the first is started, as recorded. */
    private void start(JsonNode parameters) {
        if (!ended) {
            resource.start(this, parameters);
        }
    }

    @Override
    public void started() {
        started(resource.details());
    }

    private void started(ObjectNode details) {
        record("Started", details);
        if (time != null) {
            time.start();
        }
    }

    @Override
    public <T> void call(Callable<T> call, Consumer<T> onResponse) {
        restartHeartbeat();
        environment
                .engine()
                .call(call, response -> runUnlessEnded(() -> onResponse.accept(response)), this::onCallFailed);
    }

    /** A function's heartbeat counts from its return on: not while it executes (developer guide, "Invoke Lambda"). */
    @Override
    public <T> void callFunction(Callable<T> call, Consumer<T> onResponse) {
        runsFunction = true;
        environment
                .engine()
                .callFunction(call, response -> runUnlessEnded(() -> onResponse.accept(response)), this::onCallFailed);
    }

    @Override
    public String executionArn() {
        return stateExecution.sequence().context().start().arn();
    }

    @Override
    public String describe() {
        JsonNode details = resource.details();
        return stateExecution.name()
                + (details.has("resource")
                        ? " (" + details.get("resourceType").textValue() + ":"
                                + details.get("resource").textValue() + ")"
                        : "");
    }

    @Override
    public void succeed(JsonNode output) {
        resource.checkAnswer();
        answer(() -> finish(output));
    }

    @Override
    public void fail(StateError error) {
        resource.checkAnswer();
        answer(() -> fail("Failed", error));
    }

    @Override
    public void heartbeat() {
        resource.checkAnswer();
        if (submitted || !runsFunction) {
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

    @Override
    public void submitted(JsonNode response) {
        submitted = true;
        token.filter(text -> resource.waitsForToken()).ifPresent(environment.openTasks()::markHandedOut);
        record("Submitted", resource.details().put("output", Json.write(response)));
        if (early != null) {
            early.run();
        } else if (runsFunction) {
            restartHeartbeat();
        }
    }

    @Override
    public void offered() {
        submitted = true;
    }

    /** An activity's clocks start here: the time in its queue does not count (developer guide, "Task state"). */
    @Override
    public Optional<String> taken(ObjectNode details) {
        if (ended) {
            return Optional.empty();
        }
        started(details);
        restartHeartbeat();
        token.ifPresent(environment.openTasks()::markHandedOut);
        return token;
    }

    @Override
    public void succeeded(JsonNode result) {
        runUnlessEnded(() -> finish(result));
    }

    @Override
    public void failed(StateError error) {
        runUnlessEnded(() -> fail("Failed", error));
    }

    @Override
    public void onStop(Runnable action) {
        stop = action;
    }

    private void onCallFailed(Exception failure) {
        runUnlessEnded(early != null ? early : () -> fail("Failed", StateFailure.errorOf(failure)));
    }

    private void runUnlessEnded(Runnable step) {
        if (!ended) {
            stateExecution.runGuarded(step);
        }
    }

    private void timeOut(StateError error) {
        stopWork();
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

    /** The state has ended, because of this attempt or of something else. */
    private void giveUp() {
        if (!ended) {
            stopWork();
        }
        end();
    }

    /** In a step of its own: what is stopped may belong to another execution, which must not change in mid-step. */
    private void stopWork() {
        if (stop != null) {
            environment.engine().post(stop);
        }
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
}
