package dev.tasktoken.testkit.internal.executions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.definitions.Branch;
import dev.tasktoken.testkit.internal.definitions.ResourceCall;
import dev.tasktoken.testkit.internal.definitions.StateActions;
import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.engine.Timers;
import dev.tasktoken.testkit.internal.expressions.Scope;
import dev.tasktoken.testkit.internal.expressions.StateResult;
import dev.tasktoken.testkit.internal.values.StateError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a state can do, done by the execution that entered it. Guarded by the engine's lock. */
record StateRunner(StateExecution visit) implements StateActions {
    /** Enters a state of a sequence. */
    static StateSequence.RunningState enter(StateSequence flow, String name, JsonNode input) {
        return new StateExecution(flow, name, input, StateRunner::new);
    }

    @Override
    public JsonNode input() {
        return visit.input();
    }

    @Override
    public Scope scope() {
        return visit.scope();
    }

    @Override
    public void complete(StateResult exit) {
        visit.complete(exit);
    }

    @Override
    public void complete(StateResult exit, Optional<String> next) {
        visit.complete(exit, next);
    }

    @Override
    public void fail(StateError error) {
        visit.fail(error);
    }

    @Override
    public void waitThenComplete(Function<Instant, Duration> delay, Supplier<StateResult> result) {
        Engine engine = visit.flow().context().engine();
        Duration wait = delay.apply(engine.clock().instant());
        Timers.Timer timer = engine.schedule(wait, () -> visit.runGuarded(() -> visit.complete(result.get())));
        visit.onStop(() -> engine.cancel(timer));
    }

    @Override
    public void runBranches(
            List<Branch> branches, int mostAtOnce, ObjectNode details, Function<ArrayNode, StateResult> result) {
        new BranchExecutions(visit, branches, mostAtOnce, result).begin(details);
    }

    @Override
    public void runTask(ResourceCall call) {
        new TaskAttempt(call, visit).begin();
    }
}
