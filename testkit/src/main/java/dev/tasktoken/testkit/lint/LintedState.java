package dev.tasktoken.testkit.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A state, and what is around it that a check must know. */
record LintedState(String path, ObjectNode fields, StateContext around) {
    boolean isTask() {
        return text("Type").equals("Task");
    }

    LintedResource resource() {
        return new LintedResource(text("Resource"));
    }

    /** Whether it is paused until somebody answers with the token of its message. */
    boolean waits() {
        return isTask() && resource().waits();
    }

    boolean isJsonata() {
        return around.jsonata();
    }

    /** The field that holds what the integration is called with. */
    String parametersField() {
        return isJsonata() ? "Arguments" : "Parameters";
    }

    JsonNode parameters() {
        return fields.path(parametersField());
    }

    boolean has(String field) {
        return fields.has(field);
    }

    /** A text, or the empty one where there is none. */
    String text(String field) {
        return fields.path(field).asText("");
    }

    /** The texts of a field, at any depth. */
    TemplateField template(String field) {
        return new TemplateField(field, fields.path(field), isJsonata());
    }
}
