package dev.tasktoken.fuzz;

import dev.tasktoken.processor.DuplicateCheck;
import dev.tasktoken.spring.TaskTokenProperties;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A property of the starter for Spring Boot.
 *
 * @param name below {@code tasktoken}
 * @param values what it is set to
 * @param arrives what is bound
 */
record StarterProperty(String name, PropertyValues values, Function<TaskTokenProperties, @Nullable Object> arrives) {
    static final StarterProperty FORM_KEY =
            of("pages.form-key", PropertyValues.KEYS, p -> p.pages().formKey());

    private static final Map<String, Object> CHECKS = Map.of(
            "on-redelivery", DuplicateCheck.ON_REDELIVERY,
            "ON_REDELIVERY", DuplicateCheck.ON_REDELIVERY,
            "always", DuplicateCheck.ALWAYS,
            "Never", DuplicateCheck.NEVER,
            "never", DuplicateCheck.NEVER);
    private static final Map<String, Object> STORES = Map.of(
            "memory", TaskTokenProperties.Store.MEMORY,
            "s3", TaskTokenProperties.Store.S3,
            "S3", TaskTokenProperties.Store.S3,
            "dynamodb", TaskTokenProperties.Store.DYNAMODB,
            "dynamo-db", TaskTokenProperties.Store.DYNAMODB,
            "JDBC", TaskTokenProperties.Store.JDBC);

    static final List<StarterProperty> ALL = List.of(
            of("enabled", PropertyValues.BOOLEANS, p -> p.enabled()),
            of("json.strict", PropertyValues.BOOLEANS, p -> p.json().strict()),
            of(
                    "responder.calls-per-second",
                    PropertyValues.NUMBERS,
                    p -> p.responder().callsPerSecond()),
            of(
                    "responder.max-concurrent-calls",
                    PropertyValues.NUMBERS,
                    p -> p.responder().maxConcurrentCalls()),
            of(
                    "listener.auto-startup",
                    PropertyValues.BOOLEANS,
                    p -> p.listener().autoStartup()),
            of("listener.concurrency", PropertyValues.NUMBERS, p -> p.listener().concurrency()),
            of(
                    "listener.visibility-timeout",
                    PropertyValues.DURATIONS,
                    p -> p.listener().visibilityTimeout()),
            of("listener.wait-time", PropertyValues.DURATIONS, p -> p.listener().waitTime()),
            of(
                    "listener.redelivery-delay",
                    PropertyValues.DURATIONS,
                    p -> p.listener().redeliveryDelay()),
            of(
                    "listener.max-redelivery-delay",
                    PropertyValues.DURATIONS,
                    p -> p.listener().maxRedeliveryDelay()),
            of(
                    "listener.shutdown-timeout",
                    PropertyValues.DURATIONS,
                    p -> p.listener().shutdownTimeout()),
            of(
                    "listener.heartbeat-interval",
                    PropertyValues.DURATIONS,
                    p -> p.listener().heartbeatInterval()),
            of(
                    "listener.heartbeat-timeout",
                    PropertyValues.DURATIONS,
                    p -> p.listener().heartbeatTimeout()),
            of(
                    "listener.interrupt-handler",
                    PropertyValues.BOOLEANS,
                    p -> p.listener().interruptHandler()),
            of(
                    "listener.max-receives",
                    PropertyValues.NUMBERS,
                    p -> p.listener().maxReceives()),
            of(
                    "listener.retry-answer-for",
                    PropertyValues.DURATIONS,
                    p -> p.listener().retryAnswerFor()),
            of(
                    "listener.duplicate-check",
                    PropertyValues.named(CHECKS),
                    p -> p.listener().duplicateCheck()),
            of(
                    "listener.require-duplicate-check",
                    PropertyValues.BOOLEANS,
                    p -> p.listener().requireDuplicateCheck()),
            of("pending.store", PropertyValues.named(STORES), p -> p.pending().store()),
            of(
                    "pending.wait-for-token",
                    PropertyValues.DURATIONS,
                    p -> p.pending().waitForToken()),
            of(
                    "pending.keep-decisions",
                    PropertyValues.DURATIONS,
                    p -> p.pending().keepDecisions()),
            of(
                    "pending.resend-after",
                    PropertyValues.DURATIONS,
                    p -> p.pending().resendAfter()),
            of("pending.s3.bucket", PropertyValues.TEXTS, p -> p.pending().s3().bucket()),
            of("pending.s3.prefix", PropertyValues.TEXTS, p -> p.pending().s3().prefix()),
            of(
                    "pending.s3.kms-key-id",
                    PropertyValues.TEXTS,
                    p -> p.pending().s3().kmsKeyId()),
            of(
                    "pending.dynamodb.table",
                    PropertyValues.TEXTS,
                    p -> p.pending().dynamodb().table()),
            of("pages.enabled", PropertyValues.BOOLEANS, p -> p.pages().enabled()),
            of("pages.inbox-path", PropertyValues.TEXTS, p -> p.pages().inboxPath()),
            of("pages.link-path", PropertyValues.TEXTS, p -> p.pages().linkPath()),
            FORM_KEY,
            of("pages.roles", PropertyValues.ROLES, p -> p.pages().roles()),
            of("pages.brand", PropertyValues.TEXTS, p -> p.pages().brand()),
            of("pages.colour", PropertyValues.TEXTS, p -> p.pages().colour()),
            of("pages.zone", PropertyValues.ZONES, p -> p.pages().zone()));

    private static StarterProperty of(
            String name, PropertyValues values, Function<TaskTokenProperties, @Nullable Object> arrives) {
        return new StarterProperty("tasktoken." + name, values, arrives);
    }
}
