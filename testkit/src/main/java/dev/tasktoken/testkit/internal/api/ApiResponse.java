package dev.tasktoken.testkit.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.Optional;

/** What is sent back: a status, a body, and the error's code if it is one. */
public record ApiResponse(int status, String body, Optional<String> errorCode) {
    static ApiResponse ok(ObjectNode body) {
        return new ApiResponse(200, Json.write(body), Optional.empty());
    }

    /** A success that says nothing. */
    static ApiResponse empty() {
        return new ApiResponse(200, "", Optional.empty());
    }

    static ApiResponse error(int status, String code, String message) {
        ObjectNode body = Json.object().put("__type", code).put("message", message);
        return new ApiResponse(status, Json.write(body), Optional.of(code));
    }

    /** Names the status only: a history in the body may hold a token. */
    @Override
    public String toString() {
        return "ApiResponse[" + status + errorCode.map(code -> " " + code).orElse("") + "]";
    }
}
