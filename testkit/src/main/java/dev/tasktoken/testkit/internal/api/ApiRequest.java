package dev.tasktoken.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import java.util.List;
import java.util.Optional;

/** The body of a call, whose members are known to keep their constraints. */
record ApiRequest(ObjectNode body) {

    /** Checks a body against the members an operation has, all of them at once as the service does. */
    static ApiRequest checked(ObjectNode body, List<RequestMember> members) {
        List<String> violations = members.stream()
                .flatMap(member -> member.violation(body).stream())
                .toList();
        if (!violations.isEmpty()) {
            String errors = violations.size() == 1 ? " validation error" : " validation errors";
            throw new ServiceErrorException(
                    "ValidationException", violations.size() + errors + " detected: " + String.join("; ", violations));
        }
        return new ApiRequest(body);
    }

    boolean has(String member) {
        return value(member).isPresent();
    }

    String text(String member) {
        return body.path(member).asText();
    }

    Optional<String> optionalText(String member) {
        return value(member).map(JsonNode::asText);
    }

    /** A text that is one of a few, or the first of them where there is none. */
    String choice(String member, List<String> values) {
        String value = optionalText(member).orElse(values.get(0));
        if (!values.contains(value)) {
            throw ServiceErrorException.validation("Value at '" + member
                    + "' failed to satisfy constraint: Member must satisfy enum value set: " + values);
        }
        return value;
    }

    int number(String member, int absent) {
        return value(member).map(JsonNode::asInt).orElse(absent);
    }

    boolean flag(String member, boolean absent) {
        return value(member).map(JsonNode::asBoolean).orElse(absent);
    }

    Optional<ObjectNode> object(String member) {
        return value(member).map(ObjectNode.class::cast);
    }

    private Optional<JsonNode> value(String member) {
        return Optional.ofNullable(body.get(member)).filter(value -> !value.isNull());
    }

    /** Names no member: they may hold a token. */
    @Override
    public String toString() {
        return "ApiRequest";
    }
}
