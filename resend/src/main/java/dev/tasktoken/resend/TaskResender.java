package dev.tasktoken.resend;

import dev.tasktoken.history.OpenTask;
import dev.tasktoken.internal.AwsRefusal;
import dev.tasktoken.internal.QuotedText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Sends the message of an open task again, so that a consumer which lost it can do the work as if nothing had happened.
 * The message is in the execution's history, with the task's token.
 *
 * <p>What is sent, and where:
 *
 * <ul>
 *   <li>{@code sqs:sendMessage}: the same body, attributes and message group, to the same queue, without
 *       {@code DelaySeconds}
 *   <li>{@code sns:publish}: the same message, structure, subject, attributes and message group, to the same topic.
 *       Each subscriber of the topic receives it, also those that did not lose it
 *   <li>{@code lambda:invoke}: the same payload, qualifier and client context, to the same function. It is invoked
 *       asynchronously if the state has {@code "InvocationType": "Event"}. Otherwise the call returns when the function
 *       has ended, see {@link Builder#lambda}
 * </ul>
 *
 * <p>To a FIFO queue or topic it is sent with a new deduplication id, behind the messages of its group. With the old
 * one, within five minutes, the service would accept it and deliver nothing (SQS and SNS API reference).
 *
 * <p>Each call sends once. Whether the task is still open is not checked. A consumer that does the work of a closed
 * task learns so from its answer; {@code CallbackProcessor} has a duplicate check for it.
 *
 * <p>Give it the clients of those services that the workflow uses, in the workflow's Region. They need
 * {@code sqs:SendMessage}, {@code sns:Publish} and {@code lambda:InvokeFunction}. The caller closes them. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * TaskResender resender = TaskResender.builder().sqs(sqs).build();
 * for (OpenTask task : openTasks.in(executionArn).tasks()) {
 *     resender.resend(task);
 * }
 * }</pre>
 */
public final class TaskResender {
    /** Where an ARN has its Region. */
    private static final int REGION = 3;

    private final @Nullable SqsClient sqs;
    private final @Nullable SnsClient sns;
    private final @Nullable LambdaClient lambda;

    private TaskResender(Builder builder) {
        sqs = builder.sqs;
        sns = builder.sns;
        lambda = builder.lambda;
    }

    /**
     * Begins to configure a resender.
     *
     * @return a builder without clients
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Sends the message of an open task again.
     *
     * @param task as found in its execution's history
     * @return where it was sent to
     * @throws NotResendableException if what the history says cannot be sent again. Nothing was sent
     * @throws ResendFailedException if the call failed, or if the function that it ran ended with an error
     * @throws IllegalStateException if the builder was given no client of the task's service
     */
    public ResentTask resend(OpenTask task) {
        ResendableMessage message = message(task);
        try {
            return new ResentTask(message.target(), message.send());
        } catch (ResendFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failed(message, e, task.parameters().orElse(""));
        }
    }

    /**
     * Returns where {@link #resend} would send a message, and sends nothing.
     *
     * @param task as found in its execution's history
     * @return the queue's URL, the topic's ARN, or the function as its state names it
     * @throws NotResendableException if what the history says cannot be sent again
     * @throws IllegalStateException if the builder was given no client of the task's service
     */
    public String target(OpenTask task) {
        return message(task).target();
    }

    private ResendableMessage message(OpenTask task) {
        try {
            if (task.kind() != OpenTask.Kind.CALLBACK) {
                throw new NotResendableException("it does not wait for a token that was sent");
            }
            if (task.credentialsRole().isPresent()) {
                throw new NotResendableException("its state calls with the credentials of another role");
            }
            ResendableMessage message = message(task.resource(), parameters(task));
            message.requireRegion(region(task.executionArn()));
            return message;
        } catch (NotResendableException e) {
            throw new NotResendableException(task + " cannot be sent again: " + e.getMessage());
        }
    }

    private static String parameters(OpenTask task) {
        return task.parameters()
                .orElseThrow(() ->
                        new NotResendableException(task.problem().orElse("its history does not show what was sent")));
    }

    private static String region(String arn) {
        String[] parts = arn.split(":", -1);
        return parts.length > REGION ? parts[REGION] : "";
    }

    private ResendableMessage message(String integration, String parameters) {
        return switch (integration) {
            case "sqs:sendMessage", "aws-sdk:sqs:sendMessage" -> new QueueMessage(given(sqs, "sqs"), parameters);
            case "sns:publish", "aws-sdk:sns:publish" -> new TopicMessage(given(sns, "sns"), parameters);
            case "lambda:invoke" -> new FunctionCall(given(lambda, "lambda"), parameters);
            default ->
                throw new NotResendableException(
                        "its integration is none of sqs:sendMessage, sns:publish and" + " lambda:invoke");
        };
    }

    private static <C> C given(@Nullable C client, String name) {
        if (client == null) {
            throw new IllegalStateException("The task needs a client: give the builder " + name + "(...)");
        }
        return client;
    }

    /** Leaves out a cause that quotes the message. */
    private static ResendFailedException failed(ResendableMessage message, RuntimeException e, String parameters) {
        if (e instanceof AbortedException) {
            Thread.currentThread().interrupt();
        }
        return new ResendFailedException(
                "Sending to " + message.target() + " failed (" + AwsRefusal.describe(e) + "). The call needs "
                        + message.permission() + ", and a client of the target's Region. The task may still be open",
                QuotedText.causeWithout(e, parameters.replace(message.target(), "")));
    }

    /** Sets up {@link TaskResender}. Not thread-safe. */
    public static final class Builder {
        private @Nullable SqsClient sqs;
        private @Nullable SnsClient sns;
        private @Nullable LambdaClient lambda;

        private Builder() {}

        /**
         * Sends to queues by this client. None by default.
         *
         * <p>At DEBUG the SDK's SQS client may log whole message bodies. Build it with
         * {@code checksumValidationEnabled(false)}, or keep its loggers above DEBUG.
         *
         * @param client of the queues' Region, which the caller closes
         * @return this builder
         */
        public Builder sqs(SqsClient client) {
            this.sqs = Objects.requireNonNull(client, "client");
            return this;
        }

        /**
         * Publishes to topics by this client. None by default.
         *
         * @param client of the topics' Region, which the caller closes
         * @return this builder
         */
        public Builder sns(SnsClient client) {
            this.sns = Objects.requireNonNull(client, "client");
            return this;
        }

        /**
         * Invokes functions by this client. None by default.
         *
         * <p>A state without {@code "InvocationType": "Event"} calls its function and waits for its end. The SDK's
         * default client gives such a call up after 30 s and repeats it, so that the function runs several times. Build
         * a client with a socket timeout above the function's timeout, and without retries:
         *
         * <pre>{@code
         * LambdaClient.builder()
         *         .httpClientBuilder(Apache5HttpClient.builder().socketTimeout(Duration.ofMinutes(16)))
         *         .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry()))
         *         .build()
         * }</pre>
         *
         * @param client of the functions' Region, which the caller closes
         * @return this builder
         */
        public Builder lambda(LambdaClient client) {
            this.lambda = Objects.requireNonNull(client, "client");
            return this;
        }

        /**
         * Builds the resender.
         *
         * @return a resender with these clients
         */
        public TaskResender build() {
            return new TaskResender(this);
        }
    }
}
