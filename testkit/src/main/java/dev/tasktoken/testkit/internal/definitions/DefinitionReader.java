package dev.tasktoken.testkit.internal.definitions;

import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.Assignments;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads definitions, and refuses what is not supported. A new type of state is one class and one line here. */
public record DefinitionReader(TaskResources resources) {
    private static final Set<String> FIELDS =
            Set.of("Comment", "StartAt", "States", "TimeoutSeconds", "Version", "QueryLanguage");
    private static final int MOST_SECONDS = 99_999_999;
    private static final int MAX_NAME = 80;

    /** Reads a definition. That TimeoutSeconds 0 is accepted was measured; that it means no timeout is inferred. */
    public Definition read(String text) {
        AslObject asl = AslObject.parse(text);
        asl.allowOnly(FIELDS);
        asl.optionalText("Version").ifPresent(version -> requireVersion(asl, version));
        resources.requireAll(asl);
        StateGraph graph = graph(asl);
        requireAnEnd(graph);
        graph.addNames(new HashSet<>()).ifPresent(name -> {
            throw asl.refuse("The name '" + name + "' occurs twice, and names are unique in a state machine", "States");
        });
        graph.hiddenVariable(Set.of()).ifPresent(name -> {
            throw asl.refuse("The variable '" + name + "' is set inside and outside of a state", "States");
        });
        return new Definition(
                graph,
                asl.integer("TimeoutSeconds", 0, MOST_SECONDS)
                        .filter(seconds -> seconds > 0)
                        .map(Duration::ofSeconds));
    }

    /** Asked of the machine's own states only: a branch may go round for ever (measured). */
    private static void requireAnEnd(StateGraph graph) {
        if (graph.states().values().stream().noneMatch(State::isTerminal)) {
            throw ServiceErrorException.invalidDefinition(
                    "MISSING_END_STATE", "Workflow has no terminal state", "null");
        }
    }

    private StateGraph graph(AslObject asl) {
        Map<String, State> states = new LinkedHashMap<>();
        Map<String, Set<String>> variables = new LinkedHashMap<>();
        String startAt = asl.text("StartAt");
        asl.children("States").forEach((name, child) -> {
            if (name.isEmpty() || name.length() > MAX_NAME) {
                throw asl.refuse("The name of a state has 1 to 80 characters", "States");
            }
            states.put(name, state(child));
            variables.put(name, Assignments.namesIn(child.inItsOwnLanguage()));
        });
        StateGraph graph = new StateGraph(startAt, states, variables);
        checkTransitions(graph, asl);
        return graph;
    }

    private State state(AslObject child) {
        String type = child.text("Type");
        AslObject asl = child.inItsOwnLanguage();
        return switch (type) {
            case "Task" -> TaskState.read(asl, resources);
            case "Parallel" -> ParallelState.read(asl, this::graph);
            case "Map" -> MapState.read(asl, this::graph);
            case "Choice" -> ChoiceState.read(asl);
            case "Wait" -> WaitState.read(asl);
            case "Pass" -> PassState.read(asl);
            case "Succeed" -> SucceedState.read(asl);
            case "Fail" -> FailState.read(asl);
            default -> throw child.refuse("State type '" + type + "' is not supported by LocalStepFunctions", "Type");
        };
    }

    private static void checkTransitions(StateGraph graph, AslObject asl) {
        if (!graph.states().containsKey(graph.startAt())) {
            throw asl.refuseTransition("Missing 'StartAt' target: " + graph.startAt(), "StartAt");
        }
        Set<String> reached = new HashSet<>(Set.of(graph.startAt()));
        Deque<String> toVisit = new ArrayDeque<>(reached);
        for (String name = toVisit.poll(); name != null; name = toVisit.poll()) {
            for (String next : graph.state(name).successors()) {
                if (!graph.states().containsKey(next)) {
                    throw asl.refuseTransition("Missing 'Next' target: " + next, "States/" + name + "/Next");
                }
                if (reached.add(next)) {
                    toVisit.add(next);
                }
            }
        }
        for (String name : graph.states().keySet()) {
            if (!reached.contains(name)) {
                throw asl.refuseTransition("State \"" + name + "\" is not reachable.", "States/" + name);
            }
        }
    }

    private static void requireVersion(AslObject asl, String version) {
        if (!version.equals("1.0")) {
            throw asl.refuse("Version '" + version + "' is not supported", "Version");
        }
    }
}
