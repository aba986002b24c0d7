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
        Set<String> names = new TreeSet<>();
        JsonNode parameters = asl.value("Parameters").orElseGet(Json::object);
        parameters.fieldNames().forEachRemaining(key -> names.add(key.endsWith(".$") ? withoutSuffix(key) : key));
        for (String required : new TreeSet<>(integration.requiredParameters())) {
            if (!names.remove(required)) {
                throw asl.refuse("The field '" + required + "' is required but was missing", "Parameters");
            }
        }
        names.removeAll(integration.optionalParameters());
        for (String unknown : names) {
            throw asl.refuse("The field '" + unknown + "' is not supported by Step Functions", "Parameters");
        }
    }

    private static String withoutSuffix(String key) {
        return key.substring(0, key.length() - 2);
    }
}
