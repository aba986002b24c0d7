package dev.tasktoken.examples;

import dev.tasktoken.testkit.LocalFunction;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.PublishedMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** One of the systems without its functions: a queue, a topic and the unmodified state machine. */
final class LocalSystem implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(90);

    private final SQSRestServer server =
            SQSRestServerBuilder.withInterface("localhost").withDynamicPort().start();
    private final SqsClient sqs = SqsClient.builder()
            .endpointOverride(URI.create("http://localhost:"
                    + server.waitUntilStarted().localAddress().getPort()))
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .checksumValidationEnabled(false) // it logs the body of each message, token included, at DEBUG
            .build();
    private final LocalStepFunctions stepFunctions =
            LocalStepFunctions.builder().sqs(sqs).tokenLength(880).start();
    private final String queueUrl = sqs.createQueue(q -> q.queueName("tasks")).queueUrl();
    private final String topicArn = stepFunctions.topics().create("outcomes");
    private final BlockingQueue<String> payloads = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> topicEvents = new LinkedBlockingQueue<>();
    private final String machineArn;

    LocalSystem(String name) throws IOException {
        String functionName = stepFunctions.functions().register("invoked", recordingIn(payloads));
        stepFunctions.functions().register("subscribed", recordingIn(topicEvents));
        stepFunctions.topics().subscribeFunction(topicArn, "subscribed");
        String definition = resource("/systems/" + name + ".asl.json")
                .replace("${QueueUrl}", queueUrl)
                .replace("${FunctionName}", functionName)
                .replace("${TopicArn}", topicArn);
        machineArn = stepFunctions
                .client()
                .createStateMachine(m -> m.name(name)
                        .roleArn("arn:aws:iam::123456789012:role/workflow")
                        .definition(definition))
                .stateMachineArn();
    }

    URI endpoint() {
        return stepFunctions.endpoint();
    }

    SfnClient stepFunctions() {
        return stepFunctions.client();
    }

    SqsClient sqs() {
        return sqs;
    }

    URI queueEndpoint() {
        return URI.create(queueUrl).resolve("/");
    }

    String queueUrl() {
        return queueUrl;
    }

    /** How many messages the queue holds, hidden ones included. */
    int queueSize() {
        return sqs
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

    /** How often tasks were answered, refused answers included. */
    long answers() {
        return stepFunctions.calls().stream()
                .filter(call -> !call.isHeartbeat())
                .count();
    }

    List<String> openTokens() {
        return stepFunctions.openTokens();
    }

    /** Waits until a further task is paused, and returns its token. */
    String awaitToken() {
        return stepFunctions.awaitOpenTask(SOON);
    }

    /** Starts an execution, whose task a worker that runs may have answered before anybody looks. */
    String start(String input) {
        return stepFunctions
                .client()
                .startExecution(e -> e.stateMachineArn(machineArn).input(input))
                .executionArn();
    }

    /** Starts an execution and waits until it is paused; nobody may answer it meanwhile. */
    String pause(String input) {
        String execution = start(input);
        awaitToken();
        return execution;
    }

    /** Waits for the next payload that the workflow invokes its function with. */
    String awaitPayload() throws InterruptedException {
        return await(payloads);
    }

    /** Waits for the next event that the topic invokes its subscriber with. */
    String awaitTopicEvent() throws InterruptedException {
        return await(topicEvents);
    }

    String send(String body) {
        return sqs.sendMessage(m -> m.queueUrl(queueUrl).messageBody(body)).messageId();
    }

    /** Receives so many messages, with all that Lambda passes on. */
    List<Message> receive(int count) {
        List<Message> messages = new ArrayList<>();
        long deadline = System.nanoTime() + SOON.toNanos();
        while (messages.size() < count && System.nanoTime() < deadline) {
            messages.addAll(sqs.receiveMessage(r -> r.queueUrl(queueUrl)
                            .maxNumberOfMessages(10)
                            .waitTimeSeconds(1)
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                    .messages());
        }
        return messages;
    }

    /** Waits until an execution has ended, and returns the status and the state it was in then. */
    String ending(String execution) {
        String status = stepFunctions.awaitExecution(execution, SOON).status().toString();
        return stepFunctions.client().getExecutionHistory(h -> h.executionArn(execution)).events().stream()
                .filter(event -> event.stateEnteredEventDetails() != null)
                .map(event ->
                        status + " via " + event.stateEnteredEventDetails().name())
                .reduce(status, (earlier, later) -> later);
    }

    /** Waits until an execution has ended, and returns its output, JSON text. */
    String output(String execution) {
        return stepFunctions.awaitExecution(execution, SOON).output().orElse("none");
    }

    List<String> published() {
        return stepFunctions.topics().published(topicArn).stream()
                .map(PublishedMessage::message)
                .toList();
    }

    /** A function that does nothing but keep what it is given, for a process to be invoked with. */
    private static LocalFunction recordingIn(BlockingQueue<String> events) {
        return event -> {
            events.add(event);
            return "null";
        };
    }

    private static String await(BlockingQueue<String> events) throws InterruptedException {
        String event = events.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        return Objects.requireNonNull(event, "no function was invoked");
    }

    private static String resource(String path) throws IOException {
        try (InputStream in = LocalSystem.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        stepFunctions.close();
        sqs.close();
        server.stopAndWait();
    }
}
