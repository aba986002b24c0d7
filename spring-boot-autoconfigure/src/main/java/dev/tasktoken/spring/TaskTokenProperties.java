package dev.tasktoken.spring;

import dev.tasktoken.processor.DuplicateCheck;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties below {@code tasktoken}. Immutable.
 *
 * @param enabled Whether tasktoken is autoconfigured at all.
 * @param json How payloads are bound and outputs are written.
 * @param responder How answers are sent.
 * @param listener What all listeners have in common.
 * @param pending Tasks that are answered later, by an id of the application.
 * @param pages The inbox and the page behind a link, where people decide about pending tasks.
 */
@ConfigurationProperties("tasktoken")
public record TaskTokenProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue Json json,
        @DefaultValue Responder responder,
        @DefaultValue Listener listener,
        @DefaultValue Pending pending,
        @DefaultValue Pages pages) {

    /**
     * How payloads are bound and outputs are written.
     *
     * @param strict Whether a payload with unknown properties, without a primitive or of another form fails its task
     *     with InvalidPayload. If false, the application's mapper is used as it is.
     */
    public record Json(@DefaultValue("true") boolean strict) {}

    /**
     * How answers are sent.
     *
     * @param callsPerSecond How many calls of Step Functions are made in a second, at most. No limit by default.
     * @param maxConcurrentCalls How many calls of Step Functions are made at once, at most. No limit by default.
     */
    public record Responder(
            @Nullable Integer callsPerSecond, @Nullable Integer maxConcurrentCalls) {}

    /**
     * What all listeners have in common.
     *
     * @param autoStartup Whether the queues are polled when the application has started.
     * @param concurrency How many handlers of one listener run at once, 1 to 10,000.
     * @param visibilityTimeout How long a message is hidden after its receipt and after each renewal.
     * @param waitTime How long a poll waits for messages, at most 20 seconds.
     * @param redeliveryDelay How long an unsettled message is hidden after its first receive. It doubles with each
     *     further one.
     * @param maxRedeliveryDelay How long an unsettled message is hidden, at most.
     * @param shutdownTimeout How long a stop waits for handlers in progress.
     * @param heartbeatInterval How often a heartbeat is sent while a handler runs. None by default.
     * @param heartbeatTimeout For how long heartbeats may fail before the handler is notified. Three times the interval
     *     by default.
     * @param interruptHandler Whether a handler whose task is closed is interrupted. Needs heartbeats.
     * @param maxReceives After how many receives of its message a task is failed. No limit by default.
     * @param retryAnswerFor How long an answer that is not delivered is resent before its message is redelivered.
     * @param duplicateCheck When to ask whether a task is still open before its handler runs.
     * @param requireDuplicateCheck Whether a handler runs only if the duplicate check was answered.
     */
    public record Listener(
            @DefaultValue("true") boolean autoStartup,
            @DefaultValue("10") int concurrency,
            @DefaultValue("30s") Duration visibilityTimeout,
            @DefaultValue("20s") Duration waitTime,
            @DefaultValue("2s") Duration redeliveryDelay,
            @DefaultValue("5m") Duration maxRedeliveryDelay,
            @DefaultValue("20s") Duration shutdownTimeout,
            @Nullable Duration heartbeatInterval,
            @Nullable Duration heartbeatTimeout,
            @DefaultValue("false") boolean interruptHandler,
            @Nullable Integer maxReceives,
            @DefaultValue("5s") Duration retryAnswerFor,
            @DefaultValue("on-redelivery") DuplicateCheck duplicateCheck,
            @DefaultValue("false") boolean requireDuplicateCheck) {}

    /**
     * Tasks that are answered later.
     *
     * @param store Where tokens are kept. Without it, PendingTasks is configured only if there is a bean of type
     *     TokenStore.
     * @param waitForToken How long an answer waits for a token that is not stored yet.
     * @param keepDecisions How long a decision is kept.
     * @param resendAfter How long a recorded decision is left to whoever recorded it, before others send it, too.
     * @param s3 The store "s3".
     * @param dynamodb The store "dynamodb".
     */
    public record Pending(
            @Nullable Store store,
            @DefaultValue("0s") Duration waitForToken,
            @DefaultValue("30d") Duration keepDecisions,
            @DefaultValue("30s") Duration resendAfter,
            @DefaultValue S3 s3,
            @DefaultValue DynamoDb dynamodb) {}

    /** Where the tokens of pending tasks are kept. */
    public enum Store {
        /** In the memory of this process, for tests. */
        MEMORY,
        /** In a bucket of S3. */
        S3,
        /** In a table of DynamoDB. */
        DYNAMODB,
        /** In a table of the application's database. */
        JDBC
    }

    /**
     * The store in S3.
     *
     * @param bucket The bucket's name.
     * @param prefix The prefix of all keys.
     * @param kmsKeyId The KMS key that encrypts the objects. The bucket's default by default.
     */
    public record S3(
            @Nullable String bucket,
            @Nullable String prefix,
            @Nullable String kmsKeyId) {}

    /**
     * The store in DynamoDB.
     *
     * @param table The table's name.
     */
    public record DynamoDb(@Nullable String table) {}

    /**
     * Where people decide about pending tasks.
     *
     * @param enabled Whether the inbox and the page behind a link are served. Needs tasktoken-approval-pages, and a
     *     bean of type DecisionPages.
     * @param inboxPath The path of the inbox.
     * @param linkPath The path of the page behind a link. It is served if there is a bean of type CallbackLinks.
     * @param formKey The key that signs the inbox's forms: at least 32 random bytes in hexadecimal digits.
     * @param roles Roles that count for an ApprovalPolicy or in DecisionPages, at most 20.
     * @param brand The name on each page.
     * @param colour The colour of buttons and links, for example #0b6b50.
     * @param zone The time zone of all times.
     */
    public record Pages(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("/inbox") String inboxPath,
            @DefaultValue("/decide") String linkPath,
            @Nullable String formKey,
            @DefaultValue Set<String> roles,
            @Nullable String brand,
            @Nullable String colour,
            @Nullable ZoneId zone) {
        /** Leaves out the key. */
        @Override
        public String toString() {
            return "Pages[" + enabled + ", " + inboxPath + ", " + linkPath + "]";
        }
    }
}
