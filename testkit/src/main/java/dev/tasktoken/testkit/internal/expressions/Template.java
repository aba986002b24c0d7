package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.JsonNode;

/** A value of a definition, written out or with parts that are taken from the data. Read by {@link TemplateReader}. */
@FunctionalInterface
public interface Template {
    JsonNode evaluate(JsonNode data, Scope scope);
}
