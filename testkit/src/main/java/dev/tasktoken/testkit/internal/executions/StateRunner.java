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
record StateRunner(StateExecution stateExecution) implements StateActions {
    /** Enters a state of a sequence. */
    static StateSequence.RunningState enter(StateSequence sequence, String name, WrittenData input) {
        return new StateExecution(sequence, name, input, StateRunner::new);
    }

    @Override
    public JsonNode input() {
        return stateExecution.input();
    }

    @Override
    public Scope scope() {
        return stateExecution.scope();
    }

    @Override
    public void complete(StateResult exit) {
        stateExecution.complete(exit);
    }

    @Override
    public void complete(StateResult exit, Optional<String> next) {
        stateExecution.complete(exit, next);
    }

    @Override
    public void fail(StateError error) {
        stateExecution.fail(error);
    }

    @Override
    public void waitThenComplete(Function<Instant, Duration> delay, Supplier<StateResult> result) {
        Engine engine = stateExecution.sequence().context().engine();
        Duration wait = delay.apply(engine.clock().instant());
        Timers.Timer timer =
                engine.schedule(wait, () -> stateExecution.runGuarded(() -> stateExecution.complete(result.get())));
        stateExecution.onStop(() -> engine.cancel(timer));
    }

    @Override
    public void runBranches(
            List<Branch> branches, int mostAtOnce, ObjectNode details, Function<ArrayNode, StateResult> result) {
        new BranchExecutions(stateExecution, branches, mostAtOnce, result).begin(details);
    }

    @Override
    public void runTask(ResourceCall call) {
        new TaskAttempt(call, stateExecution).begin();
    }
}
