package dev.tasktoken.benchmarks;

import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.sqs.SqsMessages;
import io.awspring.cloud.sqs.listener.SqsHeaders;
import io.awspring.cloud.sqs.listener.SqsMessageListenerContainer;
import java.util.Objects;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Spring Cloud AWS's listener container, as its annotation makes it, with so many messages at once. */
final class SpringListener {
    private SpringListener() {}

    static AutoCloseable start(Loopback queue, String url, CallbackProcessor<Order> processor, int messages) {
        SqsAsyncClient sqs = queue.asyncQueues();
        SqsMessageListenerContainer<Object> container = SqsMessageListenerContainer.builder()
                .sqsAsyncClient(sqs)
                .queueNames(url)
                .configure(options -> options.maxConcurrentMessages(messages))
                .messageListener(message -> {
                    Message source = message.getHeaders().get(SqsHeaders.SQS_SOURCE_DATA_HEADER, Message.class);
                    SqsMessages.process(Objects.requireNonNull(source, "source"), processor)
                            .acknowledgedOrThrow();
                })
                .build();
        container.start();
        return () -> {
            container.stop();
            sqs.close();
        };
    }
}
