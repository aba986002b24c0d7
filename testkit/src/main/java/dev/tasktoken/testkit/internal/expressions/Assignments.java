package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.DataLimit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The field Assign: variables that the states after this one see. */
public record Assignments(Set<String> names, Optional<PayloadTemplate> template) {
    /** At most 80 characters; {@code states} is reserved (developer guide, "Passing data with variables"). */
    private static final Pattern NAME = Pattern.compile("(?!states\\z)[\\p{L}_][\\p{L}\\p{N}_]{0,79}");

    public static Assignments read(AslObject asl) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        Optional<AslObject> assign = asl.object("Assign");
        assign.ifPresent(object ->
                object.members().forEach((key, value) -> members.put(PayloadTemplateReader.name(asl, key), value)));
        for (String name : members.keySet()) {
            if (!NAME.matcher(name).matches()) {
                asl.report("'" + name + "' cannot be the name of a variable", "Assign");
            }
        }
        return new Assignments(
                Set.copyOf(members.keySet()), assign.flatMap(object -> PayloadTemplateReader.field(asl, "Assign")));
    }

    /** The variables that a state may set, by its rules too. */
    public static Set<String> namesIn(AslObject state) {
        Set<String> names = new TreeSet<>(read(state).names());
        for (String rules : List.of("Catch", "Choices")) {
            state.objects(rules).forEach(rule -> names.addAll(read(rule).names()));
        }
        return names;
    }

    /** All are evaluated with the variables as they were before, each at most 256 KiB. */
    public Map<String, JsonNode> evaluate(JsonNode data, Scope scope) {
        Map<String, JsonNode> assigned = new LinkedHashMap<>();
        template.ifPresent(values -> values.evaluate(data, scope)
                .properties()
                .forEach(entry -> assigned.put(entry.getKey(), DataLimit.check(entry.getValue()))));
        return assigned;
    }
}
