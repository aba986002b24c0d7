package dev.tasktoken.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import java.util.Optional;

/**
 * One member of a request and the constraint the service's API model puts on it. Messages name the member and the
 * constraint and never repeat the value, which may be a token.
 */
record RequestMember(String name, JsonNodeType type, boolean required, int min, int max, boolean inBytes) {

    static RequestMember text(String name, int min, int max) {
        return new RequestMember(name, JsonNodeType.STRING, true, min, max, false);
    }

    static RequestMember number(String name, int min, int max) {
        return new RequestMember(name, JsonNodeType.NUMBER, false, min, max, false);
    }

    static RequestMember flag(String name) {
        return new RequestMember(name, JsonNodeType.BOOLEAN, false, 0, 0, false);
    }

    static RequestMember object(String name) {
        return new RequestMember(name, JsonNodeType.OBJECT, false, 0, 0, false);
    }

    /** JSON text of at most 262,144 bytes in UTF-8. */
    static RequestMember data(String name) {
        return new RequestMember(name, JsonNodeType.STRING, true, 0, Json.MAX_DATA_BYTES, true);
    }

    static RequestMember error() {
        return text("error", 0, 256).optional();
    }

    static RequestMember cause() {
        return text("cause", 0, 32_768).optional();
    }

    RequestMember optional() {
        return new RequestMember(name, type, false, min, max, inBytes);
    }

    /** What is wrong with the member in a request, in the service's words. */
    Optional<String> violation(ObjectNode request) {
        JsonNode value = request.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return required ? violation("Member must not be null") : Optional.empty();
        }
        if (value.getNodeType() != type) {
            throw new ServiceErrorException(
                    "SerializationException", value.getNodeType() + " can not be converted for '" + name + "'");
        }
        return switch (type) {
            case STRING -> lengthViolation(value.textValue());
            case NUMBER -> rangeViolation(value);
            default -> Optional.empty();
        };
    }

    private Optional<String> lengthViolation(String text) {
        int length = inBytes ? Json.utf8Length(text) : text.length();
        if (length < min) {
            return violation("Member must have length greater than or equal to " + min);
        }
        return length > max ? violation("Member must have length less than or equal to " + max) : Optional.empty();
    }

    private Optional<String> rangeViolation(JsonNode number) {
        if (number.doubleValue() < min) {
            return violation("Member must have value greater than or equal to " + min);
        }
        return number.doubleValue() > max
                ? violation("Member must have value less than or equal to " + max)
                : Optional.empty();
    }

    private Optional<String> violation(String constraint) {
        return Optional.of("Value at '" + name + "' failed to satisfy constraint: " + constraint);
    }
}
