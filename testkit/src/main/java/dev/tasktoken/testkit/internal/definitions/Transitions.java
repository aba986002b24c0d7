package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the states of one sequence lead, taken from their fields as they stand: a state that cannot be read hides no
 * wrong transition.
 */
record Transitions(AslObject graph, Map<String, AslObject> states) {
    private static final String MISSING = "MISSING_TRANSITION_TARGET";
    private static final Set<String> WITHOUT_NEXT = Set.of("Choice", "Succeed", "Fail");

    /** Reports the targets that are missing, and the states that nothing leads to. */
    void check() {
        states.forEach((name, state) -> targets(state).forEach((field, target) -> {
            if (!states.containsKey(target)) {
                String kind = field.substring(field.lastIndexOf('/') + 1);
                graph.report(MISSING, "Missing '" + kind + "' target: " + target, "States/" + name + "/" + field);
            }
        }));
        String start = graph.node().path("StartAt").asText();
        if (!states.containsKey(start)) {
            graph.report(MISSING, "Missing 'StartAt' target: " + start, "StartAt");
        } else if (areKnown()) {
            Set<String> reached = reached(start);
            states.keySet().stream()
                    .filter(name -> !reached.contains(name))
                    .forEach(name ->
                            graph.report(MISSING, "State \"" + name + "\" is not reachable.", "States/" + name));
        }
    }

    /** Whether a state ends the sequence, as far as the states say where they lead. */
    boolean haveAnEnd() {
        return states.isEmpty() || !areKnown() || states.values().stream().anyMatch(Transitions::isEnd);
    }

    private boolean areKnown() {
        return states.values().stream()
                .allMatch(state -> state.has("Next") || state.has("End") || WITHOUT_NEXT.contains(type(state)));
    }

    private Set<String> reached(String start) {
        Set<String> reached = new HashSet<>();
        Deque<String> toVisit = new ArrayDeque<>(List.of(start));
        for (String name = toVisit.poll(); name != null; name = toVisit.poll()) {
            AslObject state = states.get(name);
            if (state != null && reached.add(name)) {
                toVisit.addAll(targets(state).values());
            }
        }
        return reached;
    }

    private static boolean isEnd(AslObject state) {
        return state.has("End") || Set.of("Succeed", "Fail").contains(type(state));
    }

    private static String type(AslObject state) {
        return state.node().path("Type").asText();
    }

    /** The names of the states that a state can lead to, by the fields that name them. */
    private static Map<String, String> targets(AslObject state) {
        Map<String, String> targets = new LinkedHashMap<>();
        add(targets, "Next", state.node());
        add(targets, "Default", state.node());
        for (String rules : List.of("Choices", "Catch")) {
            int index = 0;
            for (JsonNode rule : state.node().path(rules)) {
                String place = rules + "[" + index++ + "]/";
                add(targets, place + "Next", rule);
            }
        }
        return targets;
    }

    private static void add(Map<String, String> targets, String place, JsonNode object) {
        JsonNode target = object.path(place.substring(place.lastIndexOf('/') + 1));
        if (target.isTextual()) {
            targets.put(place, target.textValue());
        }
    }
}
