package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The variables that the states of a definition read, as DescribeStateMachine names them: in JSONPath only, each state
 * under its own name, inner ones too (recorded).
 */
public final class VariableReferences {
    private static final AslObject NOWHERE = AslObject.parse("{}");

    /** Fields whose values are templates: only a key that ends in {@code .$} has a path there. */
    private static final Set<String> TEMPLATES =
            Set.of("Parameters", "ItemSelector", "ResultSelector", "Assign", "Credentials");

    /** States inside a state have their own lists; a result is not looked at. */
    private static final Set<String> SKIPPED = Set.of("ItemProcessor", "Iterator", "Branches", "Result");

    private final Map<String, SortedSet<String>> byState = new TreeMap<>();

    private VariableReferences() {}

    /** Finds the references in a definition that is known to be valid; a state without one is left out. */
    public static Map<String, SortedSet<String>> of(String definition) {
        VariableReferences references = new VariableReferences();
        Json.parse(definition).ifPresent(machine -> references.addStates(machine, language(machine, "JSONPath")));
        references.byState.values().removeIf(Set::isEmpty);
        return references.byState;
    }

    private void addStates(JsonNode graph, String machineLanguage) {
        graph.path("States").properties().forEach(entry -> {
            JsonNode state = entry.getValue();
            if (language(state, machineLanguage).equals("JSONPath")) {
                addFields(state, byState.computeIfAbsent(entry.getKey(), name -> new TreeSet<>()));
            }
            for (JsonNode inner : List.of(state.path("ItemProcessor"), state.path("Iterator"))) {
                addStates(inner, machineLanguage);
            }
            state.path("Branches").forEach(branch -> addStates(branch, machineLanguage));
        });
    }

    private static String language(JsonNode object, String inherited) {
        return object.path("QueryLanguage").asText(inherited);
    }

    private static void addFields(JsonNode object, Set<String> names) {
        object.properties().forEach(entry -> {
            String field = entry.getKey();
            JsonNode value = entry.getValue();
            if (TEMPLATES.contains(field)) {
                addTemplate(value, names);
            } else if (field.endsWith("Path") || field.equals("Variable")) {
                addText(value, names);
            } else if (!SKIPPED.contains(field)) {
                addFields(value, names);
                if (value.isArray()) {
                    value.forEach(element -> addFields(element, names));
                }
            }
        });
    }

    private static void addTemplate(JsonNode value, Set<String> names) {
        value.properties().forEach(entry -> {
            if (entry.getKey().endsWith(".$")) {
                addText(entry.getValue(), names);
            }
        });
        value.forEach(child -> addTemplate(child, names));
    }

    private static void addText(JsonNode value, Set<String> names) {
        String text = value.asText();
        if (text.startsWith("$") || text.startsWith("States.")) {
            add(PayloadTemplateReader.pathOrFunction(NOWHERE, "", text), names);
        }
    }

    private static void add(PayloadTemplate expression, Set<String> names) {
        if (expression instanceof DataPath path) {
            path.variable().ifPresent(names::add);
        } else if (expression instanceof IntrinsicCall call) {
            call.arguments().forEach(argument -> add(argument, names));
        }
    }
}
