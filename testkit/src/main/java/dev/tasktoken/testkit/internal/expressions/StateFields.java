package dev.tasktoken.testkit.internal.expressions;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The fields that a type of state, or a rule in it, may have, some of them in one of the query languages only. */
public record StateFields(Set<String> common, Set<String> jsonPath, Set<String> jsonata) {

    /** The fields every state may have, and the given ones. */
    public static StateFields of(String... more) {
        Set<String> common = new TreeSet<>(List.of(more));
        common.addAll(List.of("Type", "Comment", "QueryLanguage"));
        return new StateFields(Set.copyOf(common), Set.of(), Set.of());
    }

    /** The given fields and no others, of an object inside a state. */
    public static StateFields bare(String... names) {
        return new StateFields(Set.of(names), Set.of(), Set.of());
    }

    /** Reads Next or End, exactly one of which a state has that is not an end by its type. */
    public static Optional<String> next(AslObject asl) {
        Optional<String> ignored = asl.attempt(() -> asl.requireOneOf("Next", "End"));
        if (asl.has("End") && !asl.flag("End")) {
            asl.report("Value must be true", "End");
        }
        return asl.optionalText("Next");
    }

    public StateFields inJsonPath(String... names) {
        return new StateFields(common, Set.of(names), jsonata);
    }

    public StateFields inJsonata(String... names) {
        return new StateFields(common, jsonPath, Set.of(names));
    }

    /** Refuses the fields of the other language, and those of no language. */
    public void check(AslObject asl) {
        boolean isJsonata = asl.language() == QueryLanguage.JSONATA;
        Set<String> allowed = new TreeSet<>(common);
        allowed.addAll(isJsonata ? jsonata : jsonPath);
        Set<String> others = isJsonata ? jsonPath : jsonata;
        asl.node().fieldNames().forEachRemaining(field -> {
            if (allowed.contains(field)) {
                return;
            }
            if (others.contains(field)) {
                asl.report(otherLanguage(asl.language(), field), field);
            } else {
                asl.reportUnknown(field, allowed);
            }
        });
    }

    private static String otherLanguage(QueryLanguage language, String field) {
        QueryLanguage other = language == QueryLanguage.JSONATA ? QueryLanguage.JSON_PATH : QueryLanguage.JSONATA;
        return "The QueryLanguage is set to '" + language + "', but field '" + field + "' is only supported for the '"
                + other + "' QueryLanguage";
    }
}
