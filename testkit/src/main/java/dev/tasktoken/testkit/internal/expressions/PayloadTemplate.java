package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value of a definition, written out or with parts that are taken from the data. Read by
 * {@link PayloadTemplateReader}.
 */
@FunctionalInterface
public interface PayloadTemplate {
    JsonNode evaluate(JsonNode data, Scope scope);
}
