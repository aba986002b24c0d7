package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.StateError;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Locale;
import java.util.Set;

/** An optimized integration as {@code aws-sdk} calls it: the same operation, without the metadata in the response. */
record SdkCall(Integration optimized) implements Integration {
    @Override
    public String service() {
        return "aws-sdk:" + optimized.service();
    }

    @Override
    public String operation() {
        return optimized.operation();
    }

    @Override
    public Set<String> requiredParameters() {
        return optimized.requiredParameters();
    }

    @Override
    public Set<String> optionalParameters() {
        return optimized.optionalParameters();
    }

    @Override
    public JsonNode call(JsonNode parameters) throws Exception {
        try {
            JsonNode response = optimized.call(parameters);
            return response instanceof ObjectNode object
                    ? object.without(Set.of("SdkHttpMetadata", "SdkResponseMetadata"))
                    : response;
        } catch (StateFailure failure) {
            throw new StateFailure(renamed(failure.error()));
        }
    }

    /** The SDK writes {@code Sns}, where the optimized integration writes {@code SNS}. */
    private StateError renamed(StateError error) {
        String service = optimized.service();
        String name = String.valueOf(error.error());
        return name.regionMatches(true, 0, service + ".", 0, service.length() + 1)
                ? new StateError(
                        service.substring(0, 1).toUpperCase(Locale.ROOT)
                                + name.substring(1, service.length()).toLowerCase(Locale.ROOT)
                                + name.substring(service.length()),
                        error.cause())
                : error;
    }
}
