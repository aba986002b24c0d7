package dev.tasktoken.benchmarks;

import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.sqs.SqsMessages;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** What tutorials show: one thread receives ten messages and hands them to a pool, which deletes each by itself. */
final class PollingLoop {
    private final SqsClient sqs;
    private final String url;
    private final CallbackProcessor<Order> processor;
    private final ExecutorService handlers;
    private final Semaphore free;
    private final Thread loop = new Thread(this::poll, "polling-loop");
    private volatile boolean closed;

    private PollingLoop(SqsClient sqs, String url, CallbackProcessor<Order> processor, int concurrency) {
        this.sqs = sqs;
        this.url = url;
        this.processor = processor;
        this.handlers = Executors.newFixedThreadPool(concurrency);
        this.free = new Semaphore(concurrency);
    }

    static AutoCloseable start(Loopback queue, String url, CallbackProcessor<Order> processor, int concurrency) {
        PollingLoop loop = new PollingLoop(queue.queues(), url, processor, concurrency);
        loop.loop.start();
        return loop::stop;
    }

    private void poll() {
        while (!closed) {
            sqs.receiveMessage(r -> r.queueUrl(url)
                            .maxNumberOfMessages(10)
                            .waitTimeSeconds(20)
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                    .messages()
                    .forEach(message -> {
                        free.acquireUninterruptibly();
                        handlers.execute(() -> handle(message));
                    });
        }
    }

    private void handle(Message message) {
        try {
            if (SqsMessages.process(message, processor).isAcknowledged()) {
                sqs.deleteMessage(d -> d.queueUrl(url).receiptHandle(message.receiptHandle()));
            }
        } finally {
            free.release();
        }
    }

    private void stop() throws InterruptedException {
        closed = true;
        loop.join();
        handlers.shutdown();
        if (!handlers.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("Work goes on");
        }
        sqs.close();
    }
}
