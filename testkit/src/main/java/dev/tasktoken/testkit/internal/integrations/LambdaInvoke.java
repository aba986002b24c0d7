package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.definitions.TaskResource;
import dev.tasktoken.testkit.internal.functions.FunctionName;
import dev.tasktoken.testkit.internal.functions.FunctionRegistry;
import dev.tasktoken.testkit.internal.values.Arns;
import dev.tasktoken.testkit.internal.values.DataLimit;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateError;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code lambda:invoke}, and the older call by ARN, of the functions in the JVM. */
public record LambdaInvoke(FunctionRegistry functions, Arns arns) implements Integration {
    /** What Step Functions reports when Lambda refuses a call without an error of its own (inferred). */
    private static final String REFUSED = "Lambda.AWSLambdaException";

    @Override
    public String service() {
        return "lambda";
    }

    @Override
    public String operation() {
        return "invoke";
    }

    @Override
    public boolean runsFunction() {
        return true;
    }

    @Override
    public Set<String> requiredParameters() {
        return Set.of("FunctionName");
    }

    @Override
    public Set<String> optionalParameters() {
        return Set.of("ClientContext", "InvocationType", "LogType", "Payload", "Qualifier");
    }

    /** A function's own ARN, for the way to call it that is older than the integration. */
    @Override
    public Optional<TaskResource> resource(String arn) {
        return FunctionName.parse(arn)
                .filter(function -> function.isFullArn() && arn.contains(":function:"))
                .map(function -> new FunctionCall(arn, event -> result(function, DataLimit.write(event))));
    }

    @Override
    public JsonNode call(JsonNode node) {
        CallParameters parameters = new CallParameters(node);
        String function = function(parameters);
        String payload = payload(node);
        parameters.optionalText("ClientContext");
        String type = parameters.optionalText("InvocationType").orElse("RequestResponse");
        return switch (type) {
            case "RequestResponse" -> returned(functions.invoke(function, payload), hasLog(parameters));
            case "Event" -> {
                functions.invokeLater(function, payload);
                yield accepted(202);
            }
            case "DryRun" -> accepted(204);
            default ->
                throw refused("Value '" + type + "' at 'invocationType' failed to satisfy constraint: Member must"
                        + " satisfy enum value set: [Event, RequestResponse, DryRun]");
        };
    }

    /**
     * A text is the request as it is; without a payload, or with null, the function sees an empty object (recorded).
     */
    private static String payload(JsonNode parameters) {
        JsonNode payload = parameters.path("Payload");
        if (payload.isMissingNode() || payload.isNull()) {
            return "{}";
        }
        String text = DataLimit.write(payload);
        if (!payload.isTextual()) {
            return text;
        }
        return Json.parse(payload.textValue())
                .map(json -> payload.textValue())
                .orElseThrow(() -> failure(
                        "Lambda.InvalidRequestContentException", 400, "Could not parse request body into json"));
    }

    private static boolean hasLog(CallParameters parameters) {
        String type = parameters.optionalText("LogType").orElse("None");
        return switch (type) {
            case "Tail" -> true;
            case "None" -> false;
            default ->
                throw refused("Value '" + type + "' at 'logType' failed to satisfy constraint: Member must satisfy enum"
                        + " value set: [None, Tail]");
        };
    }

    private String function(CallParameters parameters) {
        String text = parameters
                .optionalText("FunctionName")
                .orElseThrow(() ->
                        refused("Value null at 'functionName' failed to satisfy constraint: Member must not be null"));
        FunctionName asked = FunctionName.parse(text)
                .orElseThrow(() -> refused("Value '" + text + "' at 'functionName' failed to satisfy constraint"));
        parameters.optionalText("Qualifier").ifPresent(qualifier -> checkQualifier(asked, qualifier));
        return existing(asked);
    }

    /** What a function that is called by its ARN gives. */
    private JsonNode result(FunctionName asked, String payload) {
        return json(functions.invoke(existing(asked), payload));
    }

    private String existing(FunctionName asked) {
        return functions
                .find(asked)
                .orElseThrow(() ->
                        failure("Lambda.ResourceNotFoundException", 404, "Function not found: " + qualified(asked)));
    }

    /** Lambda names the version that it looked for (recorded). */
    private String qualified(FunctionName asked) {
        return asked.arn(arns) + (asked.qualifier().isEmpty() ? ":$LATEST" : "");
    }

    private static void checkQualifier(FunctionName asked, String qualifier) {
        if (!FunctionName.isQualifier(qualifier)) {
            throw refused("Value '" + qualifier + "' at 'qualifier' failed to satisfy constraint");
        }
        if (asked.qualifier().filter(other -> !other.equals(qualifier)).isPresent()) {
            throw failure(
                    "Lambda.InvalidParameterValueException",
                    400,
                    "The derived qualifier from the function name does not match the specified qualifier.");
        }
    }

    private static StateFailure refused(String violation) {
        return failure(REFUSED, 400, "1 validation error detected: " + violation);
    }

    private static StateFailure failure(String error, int status, String message) {
        String code = error.equals(REFUSED) ? "ValidationException" : error.substring(error.indexOf('.') + 1);
        return new StateFailure(new StateError(error, message + CallFailure.suffix("AWSLambda", status, code)));
    }

    /** A text that is not JSON is handed on as a text (inferred). */
    private static JsonNode json(String result) {
        return Json.parse(result).orElseGet(() -> Json.NODES.textNode(result));
    }

    /** The result of a function that ran. */
    private static JsonNode returned(String result, boolean withLog) {
        ObjectNode response = Json.object().put("ExecutedVersion", "$LATEST");
        if (withLog) {
            response.put("LogResult", emptyLog());
        }
        response.set("Payload", json(result));
        return withStatus(response, 200);
    }

    /** The lines that Lambda itself logs of a call, in base64: what a function prints is not taken. */
    private static String emptyLog() {
        String id = UUID.randomUUID().toString();
        String log = "START RequestId: " + id + " Version: $LATEST\nEND RequestId: " + id + "\n";
        return Base64.getEncoder().encodeToString(log.getBytes(StandardCharsets.UTF_8));
    }

    /** What is returned when no function has run yet: nothing but the status (the empty payload is inferred). */
    private static JsonNode accepted(int status) {
        return withStatus(Json.object().put("Payload", ""), status);
    }

    private static JsonNode withStatus(ObjectNode response, int status) {
        response.putObject("SdkHttpMetadata").put("HttpStatusCode", status);
        response.putObject("SdkResponseMetadata")
                .put("RequestId", UUID.randomUUID().toString());
        return response.put("StatusCode", status);
    }
}
