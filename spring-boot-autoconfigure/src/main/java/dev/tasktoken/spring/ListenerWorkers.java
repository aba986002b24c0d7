package dev.tasktoken.spring;

import dev.tasktoken.sqs.SqsWorker;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
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
                processors.processor(method.id(), method.payload(), heartbeatEvery(method), method::call));
        setConcurrency(method, builder);
        setTimes(builder);
        if (threads != null) {
            builder.handlerThreads(threads);
        }
        customizers.orderedStream().forEach(customizer -> customizer.customize(method.id(), builder));
        return builder.build();
    }

    private void setConcurrency(ListenerMethod method, SqsWorker.Builder builder) {
        String own = resolved(method.annotation().concurrency());
        if (own.isBlank()) {
            set("concurrency", settings.concurrency(), builder::concurrency);
            return;
        }
        try {
            UnusableSettingException.set(
                    "concurrency of the listener " + method.id(), Integer.parseInt(own), builder::concurrency);
        } catch (NumberFormatException e) {
            throw new InvalidListenerException(method.description(), "has a concurrency that is no number: " + own);
        }
    }

    private void setTimes(SqsWorker.Builder builder) {
        set("visibility-timeout", settings.visibilityTimeout(), builder::visibilityTimeout);
        set("wait-time", settings.waitTime(), builder::waitTime);
        set(
                "redelivery-delay with tasktoken.listener.max-redelivery-delay",
                settings.redeliveryDelay(),
                first -> builder.redeliveryDelay(first, settings.maxRedeliveryDelay()));
        set("shutdown-timeout", settings.shutdownTimeout(), builder::shutdownTimeout);
    }

    private static <T> void set(String name, @Nullable T value, Consumer<T> setter) {
        UnusableSettingException.set("tasktoken.listener." + name, value, setter);
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
