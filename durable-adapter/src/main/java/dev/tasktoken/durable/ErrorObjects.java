package dev.tasktoken.durable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.ErrorObject;

/**
 * Turns a failure into Lambda's error object. A cause in the form that Lambda itself reports
 * ({@code {"errorMessage","errorType","stackTrace"}}) gives the message and the stack trace. If it has more members, it
 * is the error's data, too. Another cause is the message and, if it is JSON, the error's data, too.
 */
final class ErrorObjects {
    private static final String MESSAGE = "errorMessage";
    private static final String TRACE = "stackTrace";
    private static final Set<String> MEMBERS = Set.of(MESSAGE, "errorType", TRACE);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ErrorObjects() {}

    static ErrorObject of(String error, String cause) {
        ErrorObject.Builder object = ErrorObject.builder().errorType(error);
        JsonNode json = json(cause);
        if (json == null) {
            return object.errorMessage(cause).build();
        }
        if (!isOfLambda(json)) {
            return object.errorMessage(cause).errorData(cause).build();
        }
        if (json.get(MESSAGE).isTextual()) {
            object.errorMessage(json.get(MESSAGE).textValue());
        }
        if (!MEMBERS.containsAll(names(json))) {
            object.errorData(cause);
        }
        return object.stackTrace(frames(json.path(TRACE))).build();
    }

    /** Null for what is not an object or an array. */
    private static @Nullable JsonNode json(String cause) {
        String start = cause.stripLeading();
        if (!start.startsWith("{") && !start.startsWith("[")) {
            return null;
        }
        try {
            return JSON.readTree(cause);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static boolean isOfLambda(JsonNode json) {
        boolean hasMessage =
                json.path(MESSAGE).isTextual() || json.path(MESSAGE).isNull();
        return hasMessage && json.path("errorType").isTextual();
    }

    private static List<String> names(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> frames(JsonNode trace) {
        List<String> frames = new ArrayList<>();
        trace.forEach(frame -> frames.add(frame.asText()));
        return frames;
    }
}
