package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.definitions.TaskLimits;
import dev.tasktoken.testkit.internal.definitions.TaskResource;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.JsonataExpression;
import dev.tasktoken.testkit.internal.expressions.PayloadTemplateReader;
import dev.tasktoken.testkit.internal.expressions.QueryLanguage;
import dev.tasktoken.testkit.internal.values.DataLimit;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.Set;
import java.util.TreeSet;

/** An integration as the Resource of a Task state, plain or waiting for a token. */
record ServiceCall(Integration integration, boolean waitsForToken) implements TaskResource {
    static final String WAIT_SUFFIX = ".waitForTaskToken";

    @Override
    public boolean runsFunction() {
        return integration.runsFunction();
    }

    @Override
    public JsonNode call(JsonNode parameters) {
        JsonNode response = integration.call(parameters);
        return waitsForToken ? response : DataLimit.checkResult(response, integration.service());
    }

    @Override
    public String event(String end) {
        return "Task" + end;
    }

    @Override
    public ObjectNode details() {
        String operation = integration.operation() + (waitsForToken ? WAIT_SUFFIX : "");
        return Json.object().put("resourceType", integration.service()).put("resource", operation);
    }

    @Override
    public ObjectNode scheduled(JsonNode parameters, TaskLimits.Resolved limits, String region) {
        ObjectNode details = details().put("region", region).put("parameters", Json.write(parameters));
        limits.timeoutSeconds().ifPresent(seconds -> details.put("timeoutInSeconds", seconds));
        limits.heartbeatSeconds().ifPresent(seconds -> details.put("heartbeatInSeconds", seconds));
        return details;
    }

    /** Refuses parameters that the integration does not know, and their absence where it needs them. */
    @Override
    public void checkParameters(AslObject asl) {
        String field = asl.language() == QueryLanguage.JSONATA ? "Arguments" : "Parameters";
        JsonNode parameters = asl.value(field).orElseGet(Json::object);
        if (JsonataExpression.isExpression(parameters)) {
            return;
        }
        Set<String> names = new TreeSet<>();
        parameters.fieldNames().forEachRemaining(key -> names.add(PayloadTemplateReader.name(asl, key)));
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
