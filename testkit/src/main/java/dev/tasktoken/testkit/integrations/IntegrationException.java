package dev.tasktoken.testkit.integrations;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fails a call of a {@link LocalIntegration} under a name that Retry and Catch match, for instance
 * {@code DynamoDB.ConditionalCheckFailedException}. An optimized integration has a prefix of its own ({@code DynamoDB},
 * {@code StepFunctions}, {@code EventBridge}, {@code ECS}); an {@code aws-sdk} one the SDK's name of the service
 * ({@code DynamoDb}, {@code Sfn}).
 */
public final class IntegrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String error;
    private final @Nullable String explanation;

    /**
     * Creates one.
     *
     * @param error the error's name, as a Catch names it
     * @param cause the cause that the workflow sees, or null for none
     */
    public IntegrationException(String error, @Nullable String cause) {
        super(requireNonNull(error, "error"));
        this.error = error;
        this.explanation = cause;
    }

    /**
     * Returns the error's name.
     *
     * @return as a Catch names it
     */
    public String error() {
        return error;
    }

    /**
     * Returns the cause that the workflow sees. It is no part of the message: it may quote data.
     *
     * @return the cause, if there is one
     */
    public Optional<String> explanation() {
        return Optional.ofNullable(explanation);
    }
}
