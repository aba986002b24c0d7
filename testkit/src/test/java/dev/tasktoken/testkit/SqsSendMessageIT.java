package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.DefaultAwsResponseMetadata;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsResponseMetadata;

/** sqs:sendMessage, against a real SQS server in this JVM. */
class SqsSendMessageIT {
    private final Workbench bench = Workbench.withQueues();
    private final String queueUrl = Queues.create();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"plain text\"      | plain text",
                "{\"a\": [1.50, null]} | {\"a\":[1.50,null]}",
                "[1, 2]              | [1,2]",
                "42                  | 42"
            })
    void sendsATextAsItIsAndAnythingElseAsJson(String body, String expected) {
        bench.run(sending("", "\"MessageBody\": " + body), "{}");

        assertThat(Queues.receive(queueUrl).body()).isEqualTo(expected);
    }

    @Test
    void thePlainResultIsTheServicesResponse() throws Exception {
        String execution = bench.run(sending("", "\"MessageBody\": \"hi\""), "{}");

        JsonNode result = Json.MAPPER.readTree(bench.ended(execution).output().orElseThrow());

        assertThat(result.get("MessageId").textValue())
                .isEqualTo(Queues.receive(queueUrl).messageId());
        assertThat(result.get("MD5OfMessageBody").textValue()).isEqualTo("49f68a5c8493ec2c0bf489821c21fc3b");
        assertThat(result.at("/SdkHttpMetadata/HttpStatusCode").intValue()).isEqualTo(200);
    }

    @Test
    void sendsMessageAttributes() {
        bench.run(
                sending(
                        ".waitForTaskToken",
                        "\"MessageBody\": \"hi\", \"MessageAttributes\": {"
                                + "\"TaskToken\": {\"DataType\": \"String\", \"StringValue.$\": \"$$.Task.Token\"},"
                                + "\"n\": {\"DataType\": \"Number\", \"StringValue\": \"7\"},"
                                + "\"b\": {\"DataType\": \"Binary\", \"BinaryValue\": \"AQI=\"}}"),
                "{}");

        Message message = Queues.receive(queueUrl);

        assertThat(Queues.attribute(message, "TaskToken").stringValue()).isEqualTo(bench.token());
        assertThat(Queues.attribute(message, "n").dataType()).isEqualTo("Number");
        assertThat(Queues.attribute(message, "b").binaryValue().asByteArray()).containsExactly(1, 2);
    }

    @Test
    void sendsGroupAndDeduplicationIdToAFifoQueue() {
        String fifo = Queues.client()
                .createQueue(q -> q.queueName("orders-" + System.nanoTime() + ".fifo")
                        .attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
                .queueUrl();
        String definition = sending(
                        "",
                        "\"MessageBody\": \"hi\", \"MessageGroupId\": \"g\", \"MessageDeduplicationId.$\": \"$.id\"")
                .replace(queueUrl, fifo);
        bench.ended(bench.run(definition, "{\"id\": \"d1\"}"));

        Message message = Queues.client()
                .receiveMessage(r -> r.queueUrl(fifo).messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages()
                .get(0);

        assertThat(message.attributes())
                .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "g")
                .containsEntry(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID, "d1");
    }

    @Test
    void delaysAMessage() {
        bench.ended(bench.run(sending("", "\"MessageBody\": \"hi\", \"DelaySeconds\": 900"), "{}"));

        assertThat(Queues.client().receiveMessage(r -> r.queueUrl(queueUrl)).messages())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"''", ".waitForTaskToken"})
    void aQueueThatDoesNotExistFailsTheTaskUnderTheServicesName(String suffix) {
        String definition = sending(suffix, "\"MessageBody\": \"hi\"").replace(queueUrl, queueUrl + "-none");

        LocalExecution ended = bench.ended(bench.run(definition, "{}"));

        assertThat(ended.error()).contains("SQS.QueueDoesNotExistException");
        assertThat(ended.cause().orElseThrow()).contains(" (Service: AmazonSQS; Status Code: 400; Error Code: ");
        assertThat(bench.eventTypes(ended.arn())).contains("TaskFailed");
        assertThat(bench.stepFunctions.openTokens()).isEmpty();
    }

    @Test
    void aParameterOfTheWrongTypeFailsTheTask() {
        LocalExecution ended = bench.ended(
                bench.run(sending("", "\"MessageBody\": \"hi\", \"DelaySeconds.$\": \"$.d\""), "{\"d\": \"soon\"}"));

        assertThat(ended.error()).contains("States.Runtime");
        assertThat(ended.cause().orElseThrow()).contains("'DelaySeconds'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"QueueUrl\": \"http://localhost:1/q\", \"MessageBody.$\": \"$.none\" | SQS.AmazonSQSException",
                "\"QueueUrl.$\": \"$.none\", \"MessageBody\": \"m\" | SQS.AmazonSQSException",
                "\"QueueUrl\": \"no url\", \"MessageBody\": \"m\" | SQS.SdkClientException"
            })
    void whatTheServiceRefusesIsCaughtUnderItsName(String parameters, String error) {
        String execution = bench.run(
                Definitions.withCaught("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sqs:sendMessage\","
                        + " \"Parameters\": {" + parameters + "}, \"End\": true, \"Catch\": [{\"ErrorEquals\":"
                        + " [\"States.ALL\"], \"Next\": \"Caught\"}]"),
                "{\"none\": null}");

        assertThat(bench.ended(execution).output().orElseThrow()).startsWith("{\"Error\":\"" + error + "\"");
    }

    @Test
    void aClientMadeByHandNeedsToAnswerNothing() {
        try (LocalStepFunctions other =
                LocalStepFunctions.builder().sqs(new BareQueue()).start()) {
            StartedExecution execution = other.startExecution(
                    other.createStateMachine(
                            sending(".waitForTaskToken", "\"MessageBody\": {\"taskToken.$\": \"$$.Task.Token\"}")),
                    "{}");
            other.client()
                    .sendTaskSuccess(s -> s.taskToken(execution.awaitOpenTask()).output("1"));

            assertThat(other.awaitExecution(execution.arn(), Workbench.SOON).output())
                    .contains("1");
        }
    }

    @Test
    void anAnswerMayOvertakeItsOwnDelivery() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        SqsClient slow = new SlowQueue(sent, answered);
        try (LocalStepFunctions stepFunctions =
                LocalStepFunctions.builder().sqs(slow).start()) {
            String machine = stepFunctions
                    .client()
                    .createStateMachine(m -> m.name("m")
                            .roleArn(Workbench.ROLE)
                            .definition(sending(".waitForTaskToken", "\"MessageBody\": {\"t.$\": \"$$.Task.Token\"}")))
                    .stateMachineArn();
            String execution = stepFunctions
                    .client()
                    .startExecution(e -> e.stateMachineArn(machine))
                    .executionArn();
            sent.await();
            String token = stepFunctions.openTokens().get(0);
            stepFunctions.client().sendTaskSuccess(s -> s.taskToken(token).output("1"));
            answered.countDown();

            LocalExecution ended = stepFunctions.awaitExecution(execution, Duration.ofSeconds(10));

            assertThat(ended.output()).contains("1");
            assertThat(stepFunctions
                            .client()
                            .getExecutionHistory(h -> h.executionArn(execution))
                            .events())
                    .extracting(event -> event.typeAsString())
                    .containsSubsequence("TaskSubmitted", "TaskSucceeded");
        }
    }

    private String sending(String suffix, String parameters) {
        return Definitions.of("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sqs:sendMessage" + suffix
                + "\", \"Parameters\": {\"QueueUrl\": \"" + queueUrl + "\", " + parameters + "}, \"End\": true");
    }

    /** A queue that takes a message at once and answers only when it may. */
    /** A client such as tests write, whose answer has nothing in it. */
    private static final class BareQueue implements SqsClient {
        @Override
        public SendMessageResponse sendMessage(SendMessageRequest request) {
            return SendMessageResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }

    private record SlowQueue(CountDownLatch sent, CountDownLatch mayAnswer) implements SqsClient {
        @Override
        public SendMessageResponse sendMessage(SendMessageRequest request) {
            sent.countDown();
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return (SendMessageResponse) SendMessageResponse.builder()
                    .messageId("m")
                    .md5OfMessageBody("x")
                    .responseMetadata(SqsResponseMetadata.create(DefaultAwsResponseMetadata.create(Map.of())))
                    .build();
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }
}
