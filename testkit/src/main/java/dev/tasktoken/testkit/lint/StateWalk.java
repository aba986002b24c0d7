package dev.tasktoken.testkit.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Goes through every state of a definition, those in branches and item processors too. */
final class StateWalk {
    private static final String CHILD_EXPRESS =
            "its Map state runs its items as Express child workflows (ProcessorConfig.ExecutionType)";

    private final List<LintedState> states = new ArrayList<>();
    private final Set<String> raised = new HashSet<>();
    private final Consumer<LintFinding> findings;

    private StateWalk(Consumer<LintFinding> findings) {
        this.findings = findings;
    }

    static List<LintedState> of(ObjectNode machine, boolean express, Consumer<LintFinding> findings) {
        StateWalk walk = new StateWalk(findings);
        String why = express ? "the state machine is an Express workflow" : "";
        walk.machine(machine, StateContext.of(machine, why, Collections.unmodifiableSet(walk.raised)));
        return walk.states;
    }

    private void machine(JsonNode machine, StateContext around) {
        machine.path("States").properties().forEach(entry -> {
            String path = around.path() + EscapedName.name(entry.getKey());
            if (entry.getValue() instanceof ObjectNode fields) {
                state(new LintedState(path, fields, around.inLanguageOf(fields)));
            } else if (!Placeholders.isBare(entry.getValue())) {
                findings.accept(LintRule.MALFORMED_STATE.finding(path, "The state is not an object"));
            }
        });
    }

    private void state(LintedState state) {
        if (state.text("Type").isEmpty()) {
            findings.accept(LintRule.MALFORMED_STATE.finding(
                    state.path(), "The state has no Type; say whether it is a Task, a Pass, a Choice, ..."));
        }
        states.add(state);
        if (state.text("Type").equals("Fail")) {
            raised.add(state.text("Error"));
        }
        int branch = 0;
        for (JsonNode graph : state.fields().path("Branches")) {
            machine(graph, state.around().inside(state.path() + "[" + branch++ + "]"));
        }
        for (String field : List.of("ItemProcessor", "Iterator")) {
            items(state.fields().path(field), state.around().inside(state.path()));
        }
    }

    private void items(JsonNode processor, StateContext inside) {
        JsonNode config = processor.path("ProcessorConfig");
        boolean express = config.path("Mode").asText("").equals("DISTRIBUTED")
                && config.path("ExecutionType").asText("").equals("EXPRESS");
        machine(processor, express ? inside.inExpress(CHILD_EXPRESS) : inside);
    }
}
