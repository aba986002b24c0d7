package dev.tasktoken.testkit.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.delivery.CallbackReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The environment of a container, from which {@code TaskToken.fromEnvironment()} takes its token by a strong name. */
final class ContainerVariables {
    private ContainerVariables() {}

    static void check(LintedState state, JsonNode call, Consumer<LintFinding> findings) {
        if (state.resource().is("ecs", "runTask")) {
            call.path("Overrides")
                    .path("ContainerOverrides")
                    .forEach(container -> container(state, container, findings));
        } else if (state.resource().is("batch", "submitJob")) {
            container(state, call.path("ContainerOverrides"), findings);
        }
    }

    private static void container(LintedState state, JsonNode container, Consumer<LintFinding> findings) {
        Map<String, String> variables = new TreeMap<>();
        for (JsonNode variable : container.path("Environment")) {
            variables.put(
                    variable.path("Name").asText(""), variable.path("Value").asText(""));
        }
        List<String> carriers = variables.entrySet().stream()
                .filter(variable -> variable.getValue().contains(SampleContext.TOKEN))
                .map(Map.Entry::getKey)
                .toList();
        Set<String> strong = variables.keySet().stream()
                .filter(ContainerVariables::isTaken)
                .collect(Collectors.toCollection(TreeSet::new));
        if (carriers.isEmpty()) {
            return;
        }
        if (carriers.stream().noneMatch(strong::contains)) {
            findings.accept(LintRule.TOKEN_NOT_FOUND.finding(
                    state.path(),
                    "TaskToken.fromEnvironment() does not take the variable " + EscapedName.quoted(carriers.get(0))
                            + ": call it TASK_TOKEN, or read it with TaskToken.fromEnvironment(name)"));
        } else if (strong.stream().map(variables::get).distinct().count() > 1) {
            findings.accept(
                    LintRule.AMBIGUOUS_TOKEN.finding(
                            state.path(),
                            "TaskToken.fromEnvironment() cannot choose among the variables "
                                    + strong.stream().map(EscapedName::quoted).collect(Collectors.joining(", "))
                                    + ": rename all but this state's token's, or read it with TaskToken.fromEnvironment(name)"));
        }
    }

    /** Asks the reader itself whether the name is a strong one: only such a one is preferred to a token beside it. */
    private static boolean isTaken(String name) {
        JsonNode message =
                JsonNodeFactory.instance.objectNode().put("token", "weak").put(name, "strong");
        try {
            return CallbackReader.standard()
                    .read(message.toString())
                    .taskToken()
                    .value()
                    .equals("strong");
        } catch (TaskTokenException e) {
            return false;
        }
    }
}
