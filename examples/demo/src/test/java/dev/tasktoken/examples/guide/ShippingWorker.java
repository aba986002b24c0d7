package dev.tasktoken.examples.guide;

import dev.tasktoken.TaskFailureException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.sqs.SqsWorker;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

public final class ShippingWorker {
    record Parcel(String orderId, double kilos) {}

    static Map<String, Long> ship(Parcel parcel) {
        if (parcel.kilos() > 30) {
            throw new TaskFailureException("TooHeavy", parcel.kilos() + " kg");
        }
        return Map.of("postage", Math.round(parcel.kilos() * 120));
    }

    public static SqsWorker worker(SqsClient sqs, String queueUrl, TokenResponder responder) {
        CallbackProcessor<Parcel> processor = CallbackProcessor.of(responder, Parcel.class, ShippingWorker::ship);
        return SqsWorker.builder(sqs, queueUrl, processor)
                .concurrency(10)
                .shutdownTimeout(Duration.ofSeconds(20)) // ECS and Kubernetes follow SIGTERM by SIGKILL after 30 s
                .build();
    }

    public static void main(String[] args) {
        SqsClient sqs = SqsClient.builder()
                .checksumValidationEnabled(false) // it logs bodies, tokens included, at DEBUG
                .build();
        SqsWorker worker = worker(sqs, System.getenv("QUEUE_URL"), TokenResponder.create());
        Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "stop"));
        worker.start();
    }
}
