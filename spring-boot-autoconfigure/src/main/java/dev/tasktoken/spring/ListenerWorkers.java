package dev.tasktoken.spring;

import dev.tasktoken.sqs.SqsWorker;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.StringValueResolver;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Makes the workers of methods with {@link TaskTokenListener}. */
final class ListenerWorkers {
    private final SqsClient sqs;
    private final ListenerProcessors processors;
    private final TaskTokenProperties.Listener settings;
    private final ObjectProvider<SqsWorkerCustomizer> customizers;
    private final StringValueResolver placeholders;
    private final @Nullable ThreadFactory threads;

    ListenerWorkers(
            SqsClient sqs,
            ListenerProcessors processors,
            TaskTokenProperties.Listener settings,
            ObjectProvider<SqsWorkerCustomizer> customizers,
            StringValueResolver placeholders,
            @Nullable ThreadFactory threads) {
        this.sqs = sqs;
        this.processors = processors;
        this.settings = settings;
        this.customizers = customizers;
        this.placeholders = placeholders;
        this.threads = threads;
    }

    /** The URL of a method's queue. */
    String queueUrl(ListenerMethod method) {
        String queue = resolved(method.annotation().queue());
        if (queue.isBlank()) {
            throw new InvalidListenerException(method.description(), "has a blank queue");
        }
        return new QueueUrls(sqs).find(queue, method.description());
    }

    /** A worker, which is not started. */
    SqsWorker worker(ListenerMethod method, String queueUrl) {
        SqsWorker.Builder builder = SqsWorker.builder(
                        sqs,
                        queueUrl,
                        processors.processor(method.id(), method.payload(), heartbeatEvery(method), method::call))
                .concurrency(concurrency(method))
                .visibilityTimeout(settings.visibilityTimeout())
                .waitTime(settings.waitTime())
                .redeliveryDelay(settings.redeliveryDelay(), settings.maxRedeliveryDelay())
                .shutdownTimeout(settings.shutdownTimeout());
        if (threads != null) {
            builder.handlerThreads(threads);
        }
        customizers.orderedStream().forEach(customizer -> customizer.customize(method.id(), builder));
        return builder.build();
    }

    private int concurrency(ListenerMethod method) {
        String own = resolved(method.annotation().concurrency());
        try {
            return own.isBlank() ? settings.concurrency() : Integer.parseInt(own);
        } catch (NumberFormatException e) {
            throw new InvalidListenerException(method.description(), "has a concurrency that is no number: " + own);
        }
    }

    private @Nullable Duration heartbeatEvery(ListenerMethod method) {
        String own = resolved(method.annotation().heartbeatEvery());
        try {
            return own.isBlank() ? null : DurationStyle.detectAndParse(own);
        } catch (IllegalArgumentException e) {
            throw new InvalidListenerException(
                    method.description(), "has a heartbeatEvery that is no duration such as 20s: " + own);
        }
    }

    private String resolved(String text) {
        String resolved = placeholders.resolveStringValue(text);
        return resolved == null ? "" : resolved;
    }
}
