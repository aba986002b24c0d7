package dev.tasktoken.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/** The Resource of a Task state: an integration, plain or waiting for a token. */
record TaskResource(Integration integration, boolean waitsForToken) {
    static final String WAIT_SUFFIX = ".waitForTaskToken";

    /** The part of the resource that the history names, {@code sendMessage.waitForTaskToken}. */
    String operation() {
        return integration.operation() + (waitsForToken ? WAIT_SUFFIX : "");
    }

    /** Refuses parameters that the integration does not know, and their absence where it needs them. */
    void checkParameters(AslObject asl) {
        String field = asl.language() == QueryLanguage.JSONATA ? "Arguments" : "Parameters";
        JsonNode parameters = asl.value(field).orElseGet(Json::object);
        if (JsonataExpression.isExpression(parameters)) {
            return;
        }
        Set<String> names = new TreeSet<>();
        parameters.fieldNames().forEachRemaining(key -> names.add(Template.name(asl, key)));
        for (String required : new TreeSet<>(integration.requiredParameters())) {
            if (!names.remove(required)) {
                throw asl.refuse("The field '" + required + "' is required but was missing", field);
            }
        }
        names.removeAll(integration.optionalParameters());
        for (String unknown : names) {
            throw asl.refuse("The field '" + unknown + "' is not supported by Step Functions", field);
        }
    }
}
