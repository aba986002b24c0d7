package dev.tasktoken.examples.spring;

import dev.tasktoken.testkit.LocalExecution;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.StartedExecution;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A queue of payments between a state machine and a worker; what is received twice goes to a dead-letter queue. */
final class PaymentQueue {
    /** A little longer than Spring waits to acknowledge. */
    static final int VISIBILITY_SECONDS = 2;

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String MACHINE = """
            {"StartAt": "Pay", "States": {"Pay": {
              "Type": "Task",
              "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
              "Parameters": {
                "QueueUrl": "%s",
                "MessageBody": {"order_id.$": "$.orderId", "cents.$": "$.cents", "taskToken.$": "$$.Task.Token"}
              },
              "End": true}}}""";

    private final SqsClient sqs;
    private final LocalStepFunctions stepFunctions;
    private final String deadLetters;
    private final String queueUrl;
    private final String machine;

    PaymentQueue(SqsClient sqs, LocalStepFunctions stepFunctions, String name) {
        this.sqs = sqs;
        this.stepFunctions = stepFunctions;
        deadLetters = create(name + "-dead-letters", Map.of());
        String redrive = """
                {"deadLetterTargetArn": "arn:aws:sqs:us-east-1:000000000000:%s-dead-letters", "maxReceiveCount": 2}""".formatted(name);
        queueUrl = create(name, Map.of(QueueAttributeName.REDRIVE_POLICY, redrive));
        machine = stepFunctions.createStateMachine(MACHINE.formatted(queueUrl));
    }

    /** Starts a worker that does one payment at a time and polls briefly. Spring Boot's mapper has names of its own. */
    ConfigurableApplicationContext startWorker() {
        return new SpringApplicationBuilder(SpringWorker.class, HeldGateway.class)
                .run(
                        "--payments.queue-url=" + queueUrl,
                        "--payments.visibility-seconds=" + VISIBILITY_SECONDS,
                        "--spring.jackson.property-naming-strategy=SNAKE_CASE",
                        "--spring.cloud.aws.sqs.listener.max-concurrent-messages=1",
                        "--spring.cloud.aws.sqs.listener.max-messages-per-poll=1",
                        "--spring.cloud.aws.sqs.listener.poll-timeout=1s",
                        "--logging.level.dev.tasktoken=debug");
    }

    StartedExecution pay(String orderId, long cents) {
        return stepFunctions.startExecution(machine, Map.<String, Object>of("orderId", orderId, "cents", cents));
    }

    static LocalExecution ending(StartedExecution execution) {
        return execution.await(SOON);
    }

    void send(String body) {
        sqs.sendMessage(m -> m.queueUrl(queueUrl).messageBody(body));
    }

    /** Waits for a message in the dead-letter queue; one that is moved there does not end a poll under way. */
    String awaitDeadLetter() {
        List<Message> received;
        do {
            received = receive(deadLetters, 1);
        } while (received.isEmpty());
        return received.get(0).body();
    }

    /** Waits until all was acknowledged, which Spring does a second later. */
    void awaitEmpty() {
        while (size() > 0) {
            Thread.onSpinWait();
        }
    }

    /** How many messages another receiver gets within the seconds. */
    int receive(int seconds) {
        return receive(queueUrl, seconds).size();
    }

    /** How many messages it holds, hidden ones included. */
    int size() {
        return Stream.of(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)
                .mapToInt(name -> Integer.parseInt(
                        sqs.getQueueAttributes(q -> q.queueUrl(queueUrl).attributeNames(name))
                                .attributes()
                                .get(name)))
                .sum();
    }

    private List<Message> receive(String url, int seconds) {
        return sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(seconds)).messages();
    }

    private String create(String name, Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(q -> q.queueName(name).attributes(attributes)).queueUrl();
    }
}
