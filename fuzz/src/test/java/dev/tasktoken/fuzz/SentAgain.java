package dev.tasktoken.fuzz;

import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.resend.TaskResender;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** A queue, a topic and a function that keep the last message, as its receiver gets it. */
final class SentAgain {
    private @Nullable Delivery delivery;

    TaskResender resender() {
        return TaskResender.builder()
                .sqs(new Queue())
                .sns(new Topic())
                .lambda(new Function())
                .build();
    }

    /** The last message; null if none was sent. */
    @Nullable Delivery delivery() {
        return delivery;
    }

    private final class Queue implements SqsClient {
        @Override
        public SendMessageResponse sendMessage(SendMessageRequest request) {
            Delivery.Builder sent = Delivery.builder(request.messageBody());
            request.messageAttributes()
                    .forEach((name, value) -> sent.attribute(name, value.dataType(), value.stringValue()));
            delivery = sent.build();
            return SendMessageResponse.builder().messageId("m-1").build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private final class Topic implements SnsClient {
        @Override
        public PublishResponse publish(PublishRequest request) {
            Delivery.Builder sent = Delivery.builder(request.message());
            request.messageAttributes()
                    .forEach((name, value) -> sent.attribute(name, value.dataType(), value.stringValue()));
            delivery = sent.build();
            return PublishResponse.builder().messageId("m-1").build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private final class Function implements LambdaClient {
        @Override
        public InvokeResponse invoke(InvokeRequest request) {
            delivery = Delivery.of(request.payload().asString(StandardCharsets.UTF_8));
            return InvokeResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
