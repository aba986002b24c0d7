package dev.tasktoken.testkit.internal.integrations;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.functions.FunctionName;
import dev.tasktoken.testkit.internal.functions.FunctionRegistry;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.StateError;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code apigateway:invoke}, of APIs whose integration is a Lambda function in the JVM. */
final class ApiGatewayInvoke implements Integration {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    private final FunctionRegistry functions;
    private final Map<String, String> functionsByEndpoint = new ConcurrentHashMap<>();

    ApiGatewayInvoke(FunctionRegistry functions) {
        this.functions = functions;
    }

    void connect(String apiEndpoint, String functionName) {
        functionsByEndpoint.put(
                requireNonNull(apiEndpoint, "apiEndpoint"), requireNonNull(functionName, "functionName"));
    }

    @Override
    public String service() {
        return "apigateway";
    }

    @Override
    public String operation() {
        return "invoke";
    }

    @Override
    public Set<String> requiredParameters() {
        return Set.of("ApiEndpoint", "Method");
    }

    @Override
    public Set<String> optionalParameters() {
        return Set.of("AllowNullValues", "AuthType", "Headers", "Path", "QueryParameters", "RequestBody", "Stage");
    }

    /** Nothing can be called before an API is connected. */
    @Override
    public Set<IntegrationPattern> patterns() {
        return functionsByEndpoint.isEmpty() ? Set.of() : IntegrationPattern.CALLS;
    }

    @Override
    public boolean runsFunction() {
        return true;
    }

    @Override
    public JsonNode call(JsonNode parameters) {
        CallParameters read = new CallParameters(parameters);
        if (!METHODS.contains(read.text("Method"))) {
            throw StateFailure.runtime("The value for the field 'Method' must be one of " + METHODS);
        }
        JsonNode result = result(function(read.text("ApiEndpoint")), ProxyEvent.of(parameters));
        int status = result.path("statusCode").asInt();
        String body = result.path("body").asText("");
        if (status >= 400) {
            throw new StateFailure(new StateError("ApiGateway." + status, body));
        }
        ObjectNode response = Json.object();
        response.set("Headers", ProxyEvent.headers(result));
        response.set("ResponseBody", Json.parse(body).orElseGet(() -> Json.NODES.textNode(body)));
        return response.put("StatusCode", status).put("StatusText", HttpReason.of(status));
    }

    /**
     * What an endpoint that nobody has connected looks like to the service, which resolves no such host, is inferred.
     */
    private String function(String apiEndpoint) {
        return Optional.ofNullable(functionsByEndpoint.get(apiEndpoint))
                .flatMap(FunctionName::parse)
                .flatMap(functions::find)
                .orElseThrow(() -> new StateFailure(new StateError(
                        "ApiGateway.SdkClientException", "No API and no function is connected to " + apiEndpoint)));
    }

    /** A function that fails, or returns no answer to a proxy, is an internal server error of the API. */
    private JsonNode result(String function, ObjectNode event) {
        try {
            return Json.parse(functions.invoke(function, Json.write(event)))
                    .filter(result -> result.path("statusCode").isIntegralNumber())
                    .orElseGet(ApiGatewayInvoke::badGateway);
        } catch (StateFailure failure) {
            return badGateway();
        }
    }

    private static ObjectNode badGateway() {
        return Json.object().put("statusCode", 502).put("body", "{\"message\": \"Internal server error\"}");
    }
}
