package dev.tasktoken.examples.payment;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.sqs.SqsWorker;
import java.time.Duration;
import java.util.Objects;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Processes the same messages as {@link PaymentHandler}, in a process of its own that polls the queue, for instance a
 * container.
 *
 * <p>{@code QUEUE_URL} names the queue; Region, credentials and endpoints come from the SDK's usual places. On SIGTERM
 * the worker receives nothing more, finishes and answers the payments in progress, and deletes their messages. The JVM
 * then exits with its code for SIGTERM, 143. Messages that take longer than {@code shutdownTimeout} are released.
 *
 * <p>The process needs {@code sqs:ReceiveMessage}, {@code sqs:DeleteMessage} and {@code sqs:ChangeMessageVisibility} on
 * the queue beside the three permissions of the function.
 */
public final class PaymentWorker {
    private PaymentWorker() {}

    public static void main(String[] args) {
        String queueUrl = Objects.requireNonNull(System.getenv("QUEUE_URL"), "Set QUEUE_URL to the queue to poll");
        SqsClient sqs = SqsClient.builder()
                .checksumValidationEnabled(false) // it logs the body of each message, token included, at DEBUG
                .build();
        CallbackProcessor<PaymentOrder> processor =
                CallbackProcessor.of(TokenResponder.create(), PaymentOrder.class, Payments::charge);

        SqsWorker worker = SqsWorker.builder(sqs, queueUrl, processor)
                .concurrency(10)
                .shutdownTimeout(Duration.ofSeconds(20)) // ECS and Kubernetes follow SIGTERM by SIGKILL after 30 s
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "stop"));
        worker.start();
    }
}
