package dev.tasktoken.testkit.internal.values;

import java.util.List;

/** An error that the API answers with HTTP 400, under the service's own code. */
public final class ServiceErrorException extends RuntimeException {
    private final String code;

    public ServiceErrorException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public static ServiceErrorException validation(String violation) {
        return new ServiceErrorException("ValidationException", "1 validation error detected: " + violation);
    }

    public static ServiceErrorException invalidToken() {
        return new ServiceErrorException("InvalidToken", "Invalid Token: 'Invalid token'");
    }

    public static ServiceErrorException taskTimedOut() {
        return new ServiceErrorException("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
    }

    public static ServiceErrorException invalidDefinition(String problem, String message, String path) {
        return invalidDefinition(List.of("%s: %s at %s".formatted(problem, message, path)));
    }

    /** Several problems in one message, joined as the service does (recorded). */
    public static ServiceErrorException invalidDefinition(List<String> problems) {
        return new ServiceErrorException(
                "InvalidDefinition", "Invalid State Machine Definition: '" + String.join(", ", problems) + "'");
    }

    public String code() {
        return code;
    }
}
