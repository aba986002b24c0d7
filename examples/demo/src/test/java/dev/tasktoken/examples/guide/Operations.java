package dev.tasktoken.examples.guide;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.guide.Shop.Cards;
import dev.tasktoken.examples.guide.Shop.Order;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.sqs.SqsWorker;
import java.time.Duration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.SfnClientBuilder;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The code of docs/operating.md; {@code OperatingGuideTest} runs it. */
public final class Operations {
    private Operations() {}

    public static SfnClient yielding(SfnClientBuilder builder) {
        return builder.overrideConfiguration(settings -> settings.retryStrategy(RetryMode.ADAPTIVE_V2)
                        .apiCallAttemptTimeout(Duration.ofSeconds(10))
                        .apiCallTimeout(Duration.ofSeconds(30)))
                .build();
    }

    public static TokenResponder modest(SfnClient sfn) {
        return TokenResponder.builder().client(sfn).callsPerSecond(100).build();
    }

    public static CallbackProcessor<Order> watched(TokenResponder responder, Cards cards, TaskCounts counts) {
        return CallbackProcessor.builder(responder, Order.class)
                .maxReceives(5) // the queue's maxReceiveCount
                .listener(counts)
                .handler(cards::charge)
                .build();
    }

    public static SqsWorker deadLetters(SqsClient sqs, String deadLetterQueueUrl, TokenResponder responder) {
        return SqsWorker.builder(sqs, deadLetterQueueUrl, CallbackProcessor.deadLetters(responder))
                .build()
                .start();
    }
}
