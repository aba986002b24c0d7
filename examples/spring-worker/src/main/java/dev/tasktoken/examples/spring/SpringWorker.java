package dev.tasktoken.examples.spring;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.jackson3.Jackson3Codec;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.sqs.SqsVisibility;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.services.sqs.SqsClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The worker. {@code QUEUE_URL} names the queue; Region, credentials and endpoints come from the SDK's usual places.
 * SIGTERM closes Spring's context. The listeners receive nothing more, and finish, answer and acknowledge the payments
 * in progress, as long as Spring Cloud AWS waits for them.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class SpringWorker {
    public static void main(String[] args) {
        SpringApplication.run(SpringWorker.class, args);
    }

    @Bean
    PaymentGateway gateway() {
        return PaymentGateway::chargeAtOnce;
    }

    @Bean
    TokenResponder responder() {
        return TokenResponder.create(); // Spring closes it
    }

    /** Spring Boot's own mapper, of Jackson 3, with the modules and names that the application configures. */
    @Bean
    CallbackReader reader(JsonMapper mapper) {
        return CallbackReader.builder().codec(Jackson3Codec.strict(mapper)).build();
    }

    @Bean
    CallbackProcessor<Payment> processor(TokenResponder responder, CallbackReader reader, PaymentGateway gateway) {
        return CallbackProcessor.builder(responder, Payment.class)
                .reader(reader)
                .handler(gateway::charge)
                .build();
    }

    /** Spring Cloud AWS has an asynchronous client only; this one renews visibility timeouts. */
    @Bean
    SqsClient visibilityClient() {
        return SqsClient.create();
    }

    @Bean
    SqsVisibility visibility(
            SqsClient visibilityClient,
            @Value("${payments.queue-url}") String queueUrl,
            @Value("${payments.visibility-seconds}") long seconds) {
        return SqsVisibility.of(visibilityClient, queueUrl, Duration.ofSeconds(seconds));
    }
}
