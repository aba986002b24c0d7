package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;

/** How data passes through one state, in the state's query language. */
public interface DataFields {
    public static DataFields read(AslObject asl) {
        return asl.language() == QueryLanguage.JSONATA ? JsonataFields.read(asl) : JsonPathFields.read(asl);
    }

    /** What the state's own paths are applied to, limits and items for instance. */
    JsonNode selected(Scope scope);

    /** What the state works with: the parameters of a task. */
    JsonNode effective(Scope scope);

    /** What the state leaves behind, made from its result; the scope has the result too where the state produced it. */
    StateResult exit(JsonNode result, Scope scope);

    /** The same for one rule of a Choice state, with the rule's own fields. */
    DataFields ofRule(AslObject rule);
}
