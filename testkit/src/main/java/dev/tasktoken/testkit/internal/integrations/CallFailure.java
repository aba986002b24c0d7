package dev.tasktoken.testkit.internal.integrations;

import dev.tasktoken.testkit.integrations.IntegrationException;
import dev.tasktoken.testkit.internal.values.StateError;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a state sees of a call that a service refused: the error's name, and the service's sentence. */
final class CallFailure {
    private static final String SDK = "aws-sdk:";

    /** How the names of an optimized integration's errors begin, where that is not the service's own name. */
    private static final Map<String, String> PREFIXES = Map.ofEntries(
            Map.entry("apigateway", "ApiGateway"),
            Map.entry("batch", "Batch"),
            Map.entry("codebuild", "CodeBuild"),
            Map.entry("dynamodb", "DynamoDB"),
            Map.entry("ecs", "ECS"),
            Map.entry("events", "EventBridge"),
            Map.entry("glue", "Glue"),
            Map.entry("lambda", "Lambda"),
            Map.entry("sns", "SNS"),
            Map.entry("sqs", "SQS"),
            Map.entry("states", "StepFunctions"));

    private CallFailure() {}

    /** The failure of a state for what a call threw; an exception that is no service's stays as it is. */
    static Exception of(String service, Exception thrown) {
        if (thrown instanceof IntegrationException named) {
            return failure(named.error(), named.explanation().orElse(null));
        }
        if (thrown instanceof AwsServiceException refused) {
            return failure(prefix(service, refused) + "." + name(refused), refused.getMessage());
        }
        return thrown instanceof SdkException
                ? failure(prefix(service) + "." + name(thrown), thrown.getMessage())
                : thrown;
    }

    /** A refusal of an optimized integration, whose cause ends as that of the old SDK does (recorded). */
    static StateFailure optimized(String error, @Nullable String message, String serviceName, String code) {
        return failure(error, message + suffix(serviceName, 400, code));
    }

    /** How the sentences of the old SDK end. */
    static String suffix(String serviceName, int status, String code) {
        return " (Service: %s; Status Code: %d; Error Code: %s; Request ID: %s; Proxy: null)"
                .formatted(serviceName, status, code, UUID.randomUUID());
    }

    /** A refusal of an SDK integration (recorded). */
    static StateFailure sdk(String error, @Nullable String message) {
        String serviceName = error.substring(0, error.indexOf('.'));
        return failure(
                error,
                "%s (Service: %s, Status Code: 400, Request ID: %s)"
                        .formatted(message, serviceName, UUID.randomUUID()));
    }

    private static StateFailure failure(String error, @Nullable String cause) {
        return new StateFailure(new StateError(error, cause));
    }

    /** An SDK integration's errors begin with what the SDK calls the service. */
    private static String prefix(String service, AwsServiceException refused) {
        return service.startsWith(SDK) && refused.awsErrorDetails() != null
                ? refused.awsErrorDetails().serviceName()
                : prefix(service);
    }

    private static String prefix(String service) {
        String bare = service.startsWith(SDK) ? service.substring(SDK.length()) : service;
        return PREFIXES.getOrDefault(bare, bare.substring(0, 1).toUpperCase(Locale.ROOT) + bare.substring(1));
    }

    private static String name(Exception thrown) {
        return thrown.getClass().getSimpleName();
    }
}
