package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Queues that are connected with functions, on ElasticMQ. */
class ConnectedQueueIT {
    private static final SqsClient SQS = Queues.client();

    private final Workbench bench = Workbench.withQueues();
    private final LocalStepFunctions stepFunctions = bench.stepFunctions;
    private final LocalFunctions functions = stepFunctions.functions();
    private final BlockingQueue<SQSMessage> handled = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        bench.close();
    }

    private static String queue(Map<QueueAttributeName, String> attributes) {
        String suffix = attributes.containsKey(QueueAttributeName.FIFO_QUEUE) ? ".fifo" : "";
        return SQS.createQueue(
                        q -> q.queueName("q-" + UUID.randomUUID() + suffix).attributes(attributes))
                .queueUrl();
    }

    private static String send(String queueUrl, String body) {
        return SQS.sendMessage(m -> m.queueUrl(queueUrl).messageBody(body)).messageId();
    }

    private static void sendInGroup(String queueUrl, String group, String body) {
        SQS.sendMessage(m -> m.queueUrl(queueUrl)
                .messageBody(body)
                .messageGroupId(group)
                .messageDeduplicationId(UUID.randomUUID().toString()));
    }

    /** The messages that the queue has, hidden ones included. */
    private static int size(String queueUrl) {
        return SQS
                .getQueueAttributes(q -> q.queueUrl(queueUrl)
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    private SQSMessage next() throws InterruptedException {
        return Objects.requireNonNull(handled.poll(20, TimeUnit.SECONDS), "no message was handled");
    }

    private static int receiveCount(SQSMessage message) {
        return Integer.parseInt(message.getAttributes().get("ApproximateReceiveCount"));
    }

    private static SQSEvent.MessageAttribute attribute(SQSMessage message, String name) {
        return Objects.requireNonNull(message.getMessageAttributes().get(name), name);
    }

    /** Fails the messages that begin with "bad" the first time they are received. */
    private SQSBatchResponse failingOnce(SQSEvent event) {
        handled.addAll(event.getRecords());
        return new SQSBatchResponse(event.getRecords().stream()
                .filter(message -> message.getBody().startsWith("bad") && receiveCount(message) == 1)
                .map(message -> new SQSBatchResponse.BatchItemFailure(message.getMessageId()))
                .toList());
    }

    private String register() {
        return functions.register("ship", (event, context) -> failingOnce(event), SQSEvent.class);
    }

    @Test
    void aWorkflowsMessageIsHandledAnsweredAndDeleted() {
        String queueUrl = queue(Map.of());
        functions.register(
                "ship",
                (event, context) -> {
                    for (SQSMessage message : event.getRecords()) {
                        String token = Json.parse(message.getBody())
                                .orElseThrow()
                                .get("token")
                                .textValue();
                        bench.succeed(token, "\"shipped\"");
                    }
                    return "done";
                },
                SQSEvent.class);
        QueueConnection connection = stepFunctions.connectQueue(queueUrl, "ship");
        String definition = Definitions.of("\"Type\": \"Task\","
                + " \"Resource\": \"arn:aws:states:::sqs:sendMessage.waitForTaskToken\", \"Parameters\": {\"QueueUrl\": \""
                + queueUrl + "\", \"MessageBody\": {\"token.$\": \"$$.Task.Token\"}}, \"End\": true");

        LocalExecution ended = bench.ended(bench.run(definition, "{}"));
        connection.close();

        assertThat(ended.output()).contains("\"shipped\"");
        assertThat(size(queueUrl)).isZero();
        assertThat(functions.invocations("ship")).hasSize(1);
    }

    @Test
    void theEventHasWhatLambdaPassesOn() throws Exception {
        String queueUrl = queue(Map.of());
        functions.register("keep", payload -> {
            handled.addAll(LambdaEvents.read(payload, SQSEvent.class).getRecords());
            return "null";
        });
        SQS.sendMessage(m -> m.queueUrl(queueUrl)
                .messageBody("order")
                .messageAttributes(Map.of(
                        "kind",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("express")
                                .build(),
                        "seal",
                        MessageAttributeValue.builder()
                                .dataType("Binary")
                                .binaryValue(SdkBytes.fromUtf8String("wax"))
                                .build())));

        stepFunctions.connectQueue(queueUrl, "keep");

        SQSMessage message = next();
        assertThat(message.getBody()).isEqualTo("order");
        assertThat(message.getMd5OfBody()).hasSize(32);
        assertThat(message.getMessageAttributes()).containsOnlyKeys("kind", "seal");
        assertThat(attribute(message, "kind").getStringValue()).isEqualTo("express");
        assertThat(StandardCharsets.UTF_8
                        .decode(attribute(message, "seal").getBinaryValue())
                        .toString())
                .isEqualTo("wax");
        assertThat(message.getAttributes())
                .containsKeys(
                        "ApproximateReceiveCount", "SentTimestamp", "SenderId", "ApproximateFirstReceiveTimestamp");
        assertThat(message.getEventSource()).isEqualTo("aws:sqs");
        assertThat(queueUrl)
                .endsWith(message.getEventSourceArn()
                        .substring(message.getEventSourceArn().lastIndexOf(':') + 1));
    }

    @Test
    void aFailedItemIsRedeliveredAndTheOthersAreNot() throws Exception {
        String queueUrl = queue(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "1"));
        register();
        send(queueUrl, "good");
        String bad = send(queueUrl, "bad");

        QueueConnection connection = stepFunctions.connectQueue(
                queueUrl, "ship", QueueMapping.defaults().reportBatchItemFailures());
        List<String> bodies = List.of(next().getBody(), next().getBody());
        SQSMessage again = next();
        connection.close();

        assertThat(bodies).containsExactlyInAnyOrder("good", "bad");
        assertThat(again.getMessageId()).isEqualTo(bad);
        assertThat(receiveCount(again)).isEqualTo(2);
        assertThat(handled).isEmpty();
        assertThat(size(queueUrl)).isZero();
    }

    @Test
    void failuresAreIgnoredWithAWarningUnlessTheMappingReportsThem() throws Exception {
        String queueUrl = queue(Map.of());
        register();
        send(queueUrl, "bad");

        QueueConnection connection = stepFunctions.connectQueue(queueUrl, "ship");
        next();
        connection.close();

        assertThat(size(queueUrl)).isZero();
        assertThat(Files.readString(Path.of("target/tasktoken-test.log")))
                .containsPattern("WARN .*Function ship returned batchItemFailures, but .* the mapping of " + queueUrl);
    }

    @Test
    void aBatchWhoseFunctionThrowsStaysAndBecomesADeadLetter() {
        String deadLetters = queue(Map.of());
        String arn = Objects.requireNonNull(
                SQS.getQueueAttributes(q -> q.queueUrl(deadLetters).attributeNames(QueueAttributeName.QUEUE_ARN))
                        .attributes()
                        .get(QueueAttributeName.QUEUE_ARN));
        String queueUrl = queue(Map.of(
                QueueAttributeName.VISIBILITY_TIMEOUT,
                "0",
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\": \"" + arn + "\", \"maxReceiveCount\": \"2\"}"));
        functions.register("ship", payload -> {
            throw new IllegalStateException("no");
        });
        send(queueUrl, "order");

        stepFunctions.connectQueue(queueUrl, "ship", QueueMapping.defaults().reportBatchItemFailures());

        assertThat(deadLetter(deadLetters)).isEqualTo("order");
        assertThat(functions.invocations("ship"))
                .extracting(FunctionInvocation::error)
                .containsOnly(Optional.of("java.lang.IllegalStateException"));
    }

    /** In short polls: ElasticMQ does not wake one that waits when it moves a message. */
    private static String deadLetter(String queueUrl) {
        for (int poll = 0; poll < 20; poll++) {
            List<Message> messages = SQS.receiveMessage(
                            r -> r.queueUrl(queueUrl).waitTimeSeconds(1))
                    .messages();
            if (!messages.isEmpty()) {
                return messages.get(0).body();
            }
        }
        return "none";
    }

    @Test
    void aGroupGoesOnWhenItsBatchIsDoneAndOthersMeanwhile() throws Exception {
        String queueUrl = queue(Map.of(QueueAttributeName.FIFO_QUEUE, "true"));
        CountDownLatch otherGroup = new CountDownLatch(1);
        BlockingQueue<String> steps = new LinkedBlockingQueue<>();
        functions.register(
                "ship",
                (event, context) -> {
                    String body = event.getRecords().get(0).getBody();
                    steps.add("begin " + body);
                    if (body.equals("a1")) {
                        await(otherGroup);
                    }
                    steps.add("end " + body);
                    handled.addAll(event.getRecords());
                    if (body.equals("b1")) {
                        otherGroup.countDown();
                    }
                    return null;
                },
                SQSEvent.class);
        sendInGroup(queueUrl, "a", "a1");
        sendInGroup(queueUrl, "a", "a2");
        sendInGroup(queueUrl, "b", "b1");

        stepFunctions.connectQueue(queueUrl, "ship", QueueMapping.defaults().batchSize(1));
        SQSMessage first = next();
        next();
        SQSMessage last = next();

        assertThat(steps).startsWith("begin a1").endsWith("end a1", "begin a2", "end a2");
        assertThat(first.getBody()).isEqualTo("b1");
        assertThat(last.getAttributes()).containsEntry("MessageGroupId", "a").containsKey("SequenceNumber");
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("not in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aFailedMessageHoldsBackItsGroup() throws Exception {
        String queueUrl =
                queue(Map.of(QueueAttributeName.FIFO_QUEUE, "true", QueueAttributeName.VISIBILITY_TIMEOUT, "1"));
        register();
        sendInGroup(queueUrl, "a", "bad a1");
        sendInGroup(queueUrl, "a", "a2");

        stepFunctions.connectQueue(
                queueUrl, "ship", QueueMapping.defaults().batchSize(1).reportBatchItemFailures());

        assertThat(List.of(next().getBody(), next().getBody(), next().getBody()))
                .containsExactly("bad a1", "bad a1", "a2");
    }

    @Test
    void batchesAreNoLargerThanTheirSize() throws Exception {
        String queueUrl = queue(Map.of());
        register();
        IntStream.range(0, 5).forEach(number -> send(queueUrl, "order " + number));

        QueueConnection connection = stepFunctions.connectQueue(
                queueUrl, "ship", QueueMapping.defaults().batchSize(2));
        for (int i = 0; i < 5; i++) {
            next();
        }
        connection.close();

        assertThat(functions.invocations("ship"))
                .extracting(ConnectedQueueIT::records)
                .allMatch(size -> size <= 2);
    }

    @Test
    void aWindowFillsABatchOfMoreThanTen() throws Exception {
        String queueUrl = queue(Map.of());
        register();
        IntStream.range(0, 12).forEach(number -> send(queueUrl, "order " + number));

        QueueConnection connection = stepFunctions.connectQueue(
                queueUrl, "ship", QueueMapping.defaults().batchSize(12).batchWindow(Duration.ofMinutes(5)));
        next();
        connection.close();

        assertThat(functions.invocations("ship"))
                .extracting(ConnectedQueueIT::records)
                .containsExactly(12);
    }

    private static int records(FunctionInvocation invocation) {
        JsonNode event = Json.parse(invocation.payload()).orElseThrow();
        return event.get("Records").size();
    }

    @Test
    void aQueueThatIsDisconnectedKeepsItsMessages() {
        String queueUrl = queue(Map.of());
        register();
        QueueConnection connection = stepFunctions.connectQueue(queueUrl, "ship");
        connection.close();
        connection.close();

        send(queueUrl, "order");
        stepFunctions.close();

        assertThat(size(queueUrl)).isEqualTo(1);
        assertThat(functions.invocations("ship")).isEmpty();
    }

    /** Else a poll fails later on, at a client that the test has closed. */
    @Test
    void closingEndsThePollsOfAllQueues() throws Exception {
        Semaphore begun = new Semaphore(0);
        AtomicInteger polls = new AtomicInteger();
        SqsClient counting = (SqsClient) Proxy.newProxyInstance(
                SqsClient.class.getClassLoader(), new Class<?>[] {SqsClient.class}, (proxy, method, arguments) -> {
                    boolean isPoll = method.getName().equals("receiveMessage");
                    polls.addAndGet(isPoll ? 1 : 0);
                    begun.release(isPoll ? 1 : 0);
                    try {
                        return method.invoke(SQS, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        polls.addAndGet(isPoll ? -1 : 0);
                    }
                });
        try (LocalStepFunctions connected =
                LocalStepFunctions.builder().sqs(counting).start()) {
            connected.functions().register("ship", payload -> "null");
            connected.connectQueue(queue(Map.of()), "ship");
            connected.connectQueue(queue(Map.of()), "ship");
            begun.acquire(2);
        }

        assertThat(polls).hasValue(0);
    }

    @Test
    void closingWaitsForAFunctionAsLongAsUsualAndInterruptsIt() throws Exception {
        String queueUrl = queue(Map.of());
        CountDownLatch interrupted = new CountDownLatch(1);
        try (LocalStepFunctions impatient = LocalStepFunctions.builder()
                .sqs(SQS)
                .patience(Duration.ofMillis(50))
                .start()) {
            CountDownLatch begun = new CountDownLatch(1);
            impatient.functions().register("hang", payload -> {
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } finally {
                    interrupted.countDown();
                }
                return "null";
            });
            impatient.connectQueue(queueUrl, "hang");
            send(queueUrl, "order");
            await(begun);
        }

        await(interrupted);
        assertThat(Files.readString(Path.of("target/tasktoken-test.log")))
                .contains("Function hang still handles messages of " + queueUrl + " after PT0.05S");
        assertThat(size(queueUrl)).isEqualTo(1);
    }

    @Test
    void whatCannotBeConnectedIsRefused() {
        String fifo = queue(Map.of(QueueAttributeName.FIFO_QUEUE, "true"));
        String standard = queue(Map.of());
        register();

        assertThatThrownBy(() -> stepFunctions.connectQueue(standard, "shipping"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no function shipping, but [ship]");
        assertThatThrownBy(() -> stepFunctions.connectQueue(standard + "x", "ship"))
                .isInstanceOf(QueueDoesNotExistException.class);
        assertThatThrownBy(() -> stepFunctions.connectQueue(
                        fifo, "ship", QueueMapping.defaults().batchSize(11)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FIFO");
        assertThatThrownBy(() -> stepFunctions.connectQueue(
                        fifo, "ship", QueueMapping.defaults().batchWindow(Duration.ofSeconds(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FIFO");
        assertThatThrownBy(() -> stepFunctions.connectQueue(
                        standard, "ship", QueueMapping.defaults().batchSize(11)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("window");
        try (LocalStepFunctions without = LocalStepFunctions.start()) {
            assertThatThrownBy(() -> without.connectQueue(standard, "ship"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("SqsClient");
        }
    }
}
