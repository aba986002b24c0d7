package dev.tasktoken.testkit.internal.executions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.definitions.StateMachine;
import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.values.Json;

/** What all parts of one execution share. */
record ExecutionContext(
        StateMachine machine,
        ExecutionStart start,
        ExecutionHistory history,
        ExecutionEnvironment environment,
        ObjectNode shared) {
    static ExecutionContext of(StateMachine machine, ExecutionStart start, ExecutionEnvironment environment) {
        ExecutionHistory history = new ExecutionHistory(environment.engine().clock());
        return new ExecutionContext(machine, start, history, environment, shared(machine, start));
    }

    Engine engine() {
        return environment.engine();
    }

    /** The context object of the states language, but for what belongs to one state, which the caller adds. */
    ObjectNode contextObject() {
        return Json.object().setAll(shared);
    }

    private static ObjectNode shared(StateMachine machine, ExecutionStart start) {
        ObjectNode context = Json.object();
        context.putObject("Execution")
                .put("Id", start.arn())
                .put("Name", start.name())
                .put("RoleArn", machine.roleArn())
                .put("StartTime", Json.isoTime(start.time()))
                .put("RedriveCount", 0)
                .set("Input", start.input());
        context.putObject("StateMachine").put("Id", machine.arn()).put("Name", machine.name());
        return context;
    }
}
