package dev.tasktoken.testkit.internal.values;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An error that the API answers with HTTP 400, under the service's own code. */
public final class ServiceErrorException extends RuntimeException {
    private final String code;
    private final transient List<Diagnostic> diagnostics;

    public ServiceErrorException(String code, String message) {
        this(code, message, List.of());
    }

    private ServiceErrorException(String code, String message, List<Diagnostic> diagnostics) {
        super(message, null, false, false);
        this.code = code;
        this.diagnostics = List.copyOf(diagnostics);
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

    public static ServiceErrorException invalidDefinition(String problem, String message, @Nullable String location) {
        return invalidDefinition(List.of(new Diagnostic(problem, message, location)));
    }

    /** Several problems in one message, joined as the service does (recorded). */
    public static ServiceErrorException invalidDefinition(List<Diagnostic> problems) {
        String all = problems.stream().map(Diagnostic::toString).collect(Collectors.joining(", "));
        return new ServiceErrorException(
                "InvalidDefinition", "Invalid State Machine Definition: '" + all + "'", problems);
    }

    public String code() {
        return code;
    }

    /** The problems of a definition, if they are what this is about. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
