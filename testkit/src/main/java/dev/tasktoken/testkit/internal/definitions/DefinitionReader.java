package dev.tasktoken.testkit.internal.definitions;

import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.Assignments;
import dev.tasktoken.testkit.internal.values.Diagnostic;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import dev.tasktoken.testkit.internal.values.SimilarName;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads definitions, and refuses what is not supported. A new type of state is one class and one line here. */
public record DefinitionReader(TaskResources resources) {
    private static final Set<String> FIELDS =
            Set.of("Comment", "StartAt", "States", "TimeoutSeconds", "Version", "QueryLanguage");
    private static final List<String> TYPES =
            List.of("Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map");
    private static final int MOST_SECONDS = 99_999_999;
    private static final int MAX_NAME = 80;

    /**
     * Reads a definition.
     *
     * @throws ServiceErrorException if it has problems, with all that can be found at once
     */
    public Definition read(String text) {
        AslObject asl = AslObject.parse(text);
        Optional<Definition> definition = asl.attempt(() -> definition(asl));
        asl.refuseAny();
        return definition.orElseThrow();
    }

    /** The problems of a definition, those of all its parts; none if it is accepted. */
    public List<Diagnostic> diagnose(String text) {
        try {
            read(text);
            return List.of();
        } catch (ServiceErrorException e) {
            return e.diagnostics();
        }
    }

    /** That TimeoutSeconds 0 is accepted was measured; that it means no timeout is inferred. */
    private Definition definition(AslObject asl) {
        asl.allowOnly(FIELDS);
        asl.optionalText("Version")
                .filter(version -> !version.equals("1.0"))
                .ifPresent(version -> asl.report("Value should be one of the following: [1.0]", "Version"));
        Optional<Integer> timeout = asl.integer("TimeoutSeconds", 0, MOST_SECONDS);
        StateGraph graph = graph(asl);
        checkNames(graph, asl);
        requireAnEnd(asl);
        return new Definition(graph, timeout.filter(seconds -> seconds > 0).map(Duration::ofSeconds));
    }

    /** Asked of the machine's own states only: a branch may go round for ever (measured). */
    private static void requireAnEnd(AslObject asl) {
        if (!new Transitions(asl, asl.children("States")).haveAnEnd()) {
            throw ServiceErrorException.invalidDefinition("MISSING_END_STATE", "Workflow has no terminal state", null);
        }
    }

    private static void checkNames(StateGraph graph, AslObject asl) {
        Set<String> seen = new HashSet<>();
        graph.names()
                .filter(name -> !seen.add(name))
                .forEach(name -> asl.report("DUPLICATE_STATE_NAME", "Duplicate State name: " + name, "States"));
        graph.hiddenVariable(Set.of())
                .ifPresent(name ->
                        asl.report("The variable '" + name + "' is set inside and outside of a state", "States"));
    }

    private StateGraph graph(AslObject asl) {
        asl.require("States", "StartAt");
        Optional<String> startAt = asl.optionalText("StartAt");
        Map<String, State> states = new LinkedHashMap<>();
        Map<String, Set<String>> variables = new LinkedHashMap<>();
        Map<String, AslObject> children = asl.children("States");
        children.forEach((name, child) -> {
            if (name.isEmpty() || name.length() > MAX_NAME) {
                asl.report("The name of a state has 1 to 80 characters", "States");
            }
            asl.attempt(() -> state(child)).ifPresent(state -> states.put(name, state));
            variables.put(name, Assignments.namesIn(child.inItsOwnLanguage()));
        });
        if (asl.node().path("States").isEmpty()) {
            asl.report("Value cannot be empty", "States");
        } else if (startAt.isPresent() && !children.isEmpty()) {
            new Transitions(asl, children).check();
        }
        return new StateGraph(startAt.orElse(""), states, variables);
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
            default ->
                throw child.refuse(
                        "The field 'Type' should have one of these values: " + TYPES
                                + SimilarName.suggestion(type, TYPES),
                        "Type");
        };
    }
}
