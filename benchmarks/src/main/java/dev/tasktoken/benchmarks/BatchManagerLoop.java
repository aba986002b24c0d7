package dev.tasktoken.benchmarks;

import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.sqs.SqsMessages;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.batchmanager.SqsAsyncBatchManager;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A loop on the SDK's own batch manager, which receives ahead into a buffer and deletes in batches. */
final class BatchManagerLoop {
    private final SqsAsyncClient sqs;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final SqsAsyncBatchManager batches;
    private final String url;
    private final CallbackProcessor<Order> processor;
    private final ExecutorService handlers;
    private final Semaphore free;
    private final List<Thread> receivers;
    private volatile boolean closed;

    private BatchManagerLoop(
            SqsAsyncClient sqs, String url, CallbackProcessor<Order> processor, int concurrency, int receivers) {
        this.sqs = sqs;
        this.url = url;
        this.processor = processor;
        this.batches = SqsAsyncBatchManager.builder()
                .client(sqs)
                .scheduledExecutor(timer)
                .overrideConfiguration(
                        o -> o.receiveMessageSystemAttributeNames(List.of(MessageSystemAttributeName.ALL)))
                .build();
        this.handlers = Executors.newFixedThreadPool(concurrency);
        this.free = new Semaphore(concurrency);
        this.receivers = IntStream.range(0, receivers)
                .mapToObj(i -> new Thread(this::receive, "receiver-" + i))
                .toList();
    }

    static AutoCloseable start(
            Loopback queue, String url, CallbackProcessor<Order> processor, int concurrency, int receivers) {
        BatchManagerLoop loop = new BatchManagerLoop(queue.asyncQueues(), url, processor, concurrency, receivers);
        loop.receivers.forEach(Thread::start);
        return loop::stop;
    }

    private void receive() {
        while (!closed) {
            try {
                batches.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10))
                        .join()
                        .messages()
                        .forEach(message -> {
                            free.acquireUninterruptibly();
                            handlers.execute(() -> handle(message));
                        });
            } catch (CompletionException e) {
                if (!closed) {
                    throw e;
                }
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is not deleted is received again
    private void handle(Message message) {
        try {
            if (SqsMessages.process(message, processor).isAcknowledged()) {
                batches.deleteMessage(d -> d.queueUrl(url).receiptHandle(message.receiptHandle()));
            }
        } finally {
            free.release();
        }
    }

    private void stop() throws InterruptedException {
        closed = true;
        TimeUnit.MILLISECONDS.sleep(200); // the last deletes go out
        batches.close();
        for (Thread receiver : receivers) {
            receiver.join(TimeUnit.SECONDS.toMillis(25));
        }
        handlers.shutdown();
        timer.shutdown();
        sqs.close();
    }
}
