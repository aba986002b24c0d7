package dev.tasktoken.testkit.internal.integrations;

import dev.tasktoken.testkit.internal.values.OptimizedIntegrations;
import java.util.Set;

/** How a Task state uses an integration (developer guide, "Service integration patterns"). */
public enum IntegrationPattern {
    REQUEST_RESPONSE(""),
    JOB(".sync"),
    JOB_2(".sync:2"),
    CALLBACK(".waitForTaskToken");

    static final Set<IntegrationPattern> CALLS = Set.of(REQUEST_RESPONSE, CALLBACK);

    /** Services that have no job to wait for. */
    private static final Set<String> WITHOUT_JOBS =
            Set.of("apigateway", "dynamodb", "events", "http", "lambda", "sns", "sqs");

    private final String suffix;

    IntegrationPattern(String suffix) {
        this.suffix = suffix;
    }

    String suffix() {
        return suffix;
    }

    boolean isJob() {
        return this == JOB || this == JOB_2;
    }

    /** Whether Step Functions has this pattern of a service, as far as the documentation says. */
    boolean isOf(String service) {
        boolean sdk = service.startsWith("aws-sdk:");
        return switch (this) {
            case REQUEST_RESPONSE -> true;
            case JOB -> !sdk && !WITHOUT_JOBS.contains(service);
            case JOB_2 -> service.equals("states");
            case CALLBACK -> sdk || OptimizedIntegrations.haveCallbacks(service);
        };
    }
}
