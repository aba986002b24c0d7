package dev.tasktoken.sqs;

import dev.tasktoken.TaskToken;
import dev.tasktoken.delivery.CallbackReader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** Sends a workflow's messages to the queue, every fifth one twice, as an at-least-once queue may. */
final class DoublingSqs implements SqsClient {
    private final SqsClient queue;
    private final Consumer<TaskToken> sent;
    private final AtomicInteger messages = new AtomicInteger();

    /** Reports every token before its message can be received. */
    DoublingSqs(SqsClient queue, Consumer<TaskToken> sent) {
        this.queue = queue;
        this.sent = sent;
    }

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
        sent.accept(CallbackReader.standard().read(request.messageBody()).taskToken());
        if (messages.incrementAndGet() % 5 == 0) {
            queue.sendMessage(request);
        }
        return queue.sendMessage(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
