package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.TaskTokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The public definitions, unmodified, with a worker that is this test. */
class SystemsIT {
    private static final String ORDER = """
            {"orderId": "0001", "customerId": "c1", "orderDate": "2026-01-01", "amount": "9.99", "nameOnCard": "N",
             "creditCardNumber": "4111111111111111", "expiry": "12/29", "cvv": "123"}""";

    private final Workbench bench = Workbench.withQueues();
    private final String queueUrl = Queues.create();
    private final String notifiedQueueUrl = Queues.create();
    private final Map<String, String> values = Map.of("QueueUrl", queueUrl, "TopicArn", bench.topicArn);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void callbackPatternPublishesThatTheCallbackCame() throws Exception {
        String execution = bench.run(Definitions.system("callback-pattern", values), "{}");
        JsonNode body = body(queueUrl);
        bench.succeed(body.get("TaskToken").textValue(), "{}");

        LocalExecution ended = bench.ended(execution);

        assertThat(body.get("MessageTitle").textValue()).startsWith("Task started by Step Functions.");
        assertThat(ended.succeeded()).isTrue();
        assertThat(bench.stepFunctions.topics().published(bench.topicArn))
                .extracting(PublishedMessage::message)
                .containsExactly("Callback received. Task started by Step Functions succeeded.");
    }

    @Test
    void callbackPatternPublishesThatTheTaskFailed() throws Exception {
        String execution = bench.run(Definitions.system("callback-pattern", values), "{}");
        String token = body(queueUrl).get("TaskToken").textValue();
        bench.sfn.sendTaskFailure(f -> f.taskToken(token));

        LocalExecution ended = bench.ended(execution);

        assertThat(ended.succeeded()).isTrue();
        assertThat(bench.stepFunctions.topics().published(bench.topicArn))
                .extracting(PublishedMessage::message)
                .containsExactly("Task started by Step Functions failed.");
    }

    @Test
    void callbackPatternPublishesNothingWhenNobodyAnswersForAYear() {
        String execution = bench.run(Definitions.system("callback-pattern", values), "{}");
        bench.token();
        bench.stepFunctions.clock().advance(Duration.ofDays(365));

        LocalExecution ended = bench.ended(execution);

        assertThat(ended.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
        assertThat(bench.stepFunctions.topics().published(bench.topicArn)).isEmpty();
    }

    @Test
    void paymentCarriesTheOrderFlatWithTheTokenBeside() throws Exception {
        String execution = bench.run(Definitions.system("payment", values), ORDER);

        JsonNode body = body(queueUrl);

        assertThat(body.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly(
                        "orderId",
                        "customerId",
                        "orderDate",
                        "nameOnCard",
                        "creditCardNumber",
                        "expiry",
                        "cvv",
                        "myTaskToken");
        bench.succeed(body.get("myTaskToken").textValue(), "\"Payment processed successfully.\"");
        assertThat(bench.ended(execution).succeeded()).isTrue();
        assertThat(bench.stepFunctions.topics().published(bench.topicArn))
                .extracting(PublishedMessage::message)
                .containsExactly("Payment processed successfully.");
    }

    @Test
    void paymentFailureReachesTheSubscribedQueueInASignedEnvelope() throws Exception {
        bench.stepFunctions.topics().subscribeQueue(bench.topicArn, notifiedQueueUrl, false);
        String execution = bench.run(Definitions.system("payment", values), ORDER);
        String token = body(queueUrl).get("myTaskToken").textValue();
        bench.fail(token, "Failed to process payment", "Invalid Credit Card");

        JsonNode envelope = body(notifiedQueueUrl);

        assertThat(bench.ended(execution).succeeded()).isTrue();
        assertThat(envelope.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly(
                        "Type",
                        "MessageId",
                        "TopicArn",
                        "Message",
                        "Timestamp",
                        "SignatureVersion",
                        "Signature",
                        "SigningCertURL",
                        "UnsubscribeURL");
        assertThat(envelope.get("Message").textValue())
                .isEqualTo("{\"Error\":\"Failed to process payment\",\"Cause\":\"Invalid Credit Card\"}");
        assertThat(isSigned(envelope)).isTrue();
    }

    @Test
    void externalSystemReceivesTheInputAndTheToken() throws Exception {
        String execution = bench.run(Definitions.system("external-system", values), "{\"n\":1.50}");

        JsonNode body = body(queueUrl);

        assertThat(body.get("input").toString()).isEqualTo("{\"n\":1.50}");
        bench.succeed(body.get("token").textValue(), "{\"done\":true}");
        assertThat(bench.ended(execution).output()).contains("{\"done\":true}");
    }

    @Test
    void externalSystemFailsTheExecutionUnderItsName() throws Exception {
        String execution = bench.run(Definitions.system("external-system", values), "{}");
        bench.fail(body(queueUrl).get("token").textValue(), "Unreachable", "the outside system");

        LocalExecution ended = bench.ended(execution);

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).contains("Unreachable");
        assertThat(ended.cause()).contains("the outside system");
    }

    @Test
    void threeIntegrationsHandTheirTokenOutThreeWays() throws Exception {
        LocalFunctions functions = bench.stepFunctions.functions();
        functions.register("direct", payload -> answered(Json.MAPPER.readTree(payload)));
        functions.register(
                "topic",
                event -> answered(Json.MAPPER.readTree(
                        Json.MAPPER.readTree(event).at("/Records/0/Sns/Message").textValue())));
        bench.stepFunctions.topics().subscribeFunction(bench.topicArn, "topic");
        String definition = Definitions.system(
                "three-integrations",
                Map.of("QueueUrl", queueUrl, "TopicArn", bench.topicArn, "FunctionName", "direct"));
        String execution = bench.run(definition, "{}");
        JsonNode body = body(queueUrl);
        answered(body);

        LocalExecution ended = bench.ended(execution);

        assertThat(body.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("StateMachineId", "ExecutionId", "StateName", "Token");
        assertThat(body.get("ExecutionId").textValue()).isEqualTo(execution);
        assertThat(body.get("StateName").textValue()).isEqualTo("Publish SQS message");
        assertThat(ended.succeeded()).isTrue();
        assertThat(ended.output()).contains("42");
        assertThat(bench.stepFunctions.calls())
                .extracting(TaskCall::fingerprint)
                .doesNotHaveDuplicates()
                .hasSize(3);
        assertThat(bench.eventTypes(execution).stream().filter(type -> type.equals("TaskSubmitted")))
                .hasSize(3);
    }

    @Test
    void threeIntegrationsEndWithTheFirstFailure() throws Exception {
        bench.stepFunctions.functions().register("direct", payload -> {
            bench.fail(Json.MAPPER.readTree(payload).get("Token").textValue(), "Direct", "the second of three");
            return "null";
        });
        String definition = Definitions.system(
                "three-integrations",
                Map.of("QueueUrl", queueUrl, "TopicArn", bench.topicArn, "FunctionName", "direct"));
        String execution = bench.run(definition, "{}");
        answered(body(queueUrl));

        LocalExecution ended = bench.ended(execution);

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).contains("Direct");
        assertThat(bench.stepFunctions.topics().published(bench.topicArn)).isEmpty();
    }

    @Test
    void orderApprovalCompletesAConfirmedOrder() throws Exception {
        LocalFunctions functions = bench.stepFunctions.functions();
        functions.register("process", order -> order.replace("\"new\"", "\"processed\""));
        functions.register("store", payload -> "null");
        functions.register("complete", order -> order.replace("\"confirmed\"", "\"completed\""));
        String execution =
                bench.run(orderApproval(), "{\"OrderId\":\"0001\",\"CustomerName\":\"N\",\"Status\":\"new\"}");
        bench.succeed(bench.token(), "{\"OrderId\":\"0001\",\"Status\":\"confirmed\"}");

        JsonNode output = Json.MAPPER.readTree(bench.ended(execution).output().orElseThrow());

        JsonNode stored =
                Json.MAPPER.readTree(functions.invocations("store").get(0).payload());
        assertThat(stored.get("TaskToken").textValue()).startsWith(TaskTokens.PREFIX);
        assertThat(stored.at("/Input/Status").textValue()).isEqualTo("processed");
        assertThat(output.at("/Payload/Status").textValue()).isEqualTo("completed");
        assertThat(output.get("StatusCode").intValue()).isEqualTo(200);
    }

    @Test
    void orderApprovalFailsWhenTheOrderIsCancelled() {
        LocalFunctions functions = bench.stepFunctions.functions();
        functions.register("process", order -> order);
        functions.register("store", payload -> "null");
        functions.register("complete", order -> order);
        String execution = bench.run(orderApproval(), "{\"OrderId\":\"0001\"}");
        bench.fail(bench.token(), "Cancelled", "Cancelled from client...");

        LocalExecution ended = bench.ended(execution);

        assertThat(ended.error()).contains("Cancelled");
        assertThat(functions.invocations("complete")).isEmpty();
    }

    @Test
    void orderApprovalFailsWhenTheTokenCannotBeStored() {
        LocalFunctions functions = bench.stepFunctions.functions();
        functions.register("process", order -> order);
        functions.register("store", payload -> {
            throw new IOException("the bucket is gone");
        });
        functions.register("complete", order -> order);

        LocalExecution ended = bench.ended(bench.run(orderApproval(), "{\"OrderId\":\"0001\"}"));

        assertThat(ended.error()).contains("java.io.IOException");
        assertThat(bench.stepFunctions.openTokens()).isEmpty();
        assertThat(functions.invocations("complete")).isEmpty();
    }

    private static String orderApproval() {
        return Definitions.system(
                "order-approval",
                Map.of(
                        "ProcessOrderFunction", "process",
                        "StoreTaskTokenFunction", "store",
                        "CompleteOrderFunction", "complete"));
    }

    private String answered(JsonNode message) {
        bench.succeed(message.get("Token").textValue(), "42");
        return "null";
    }

    private static JsonNode body(String queueUrl) throws Exception {
        return Json.MAPPER.readTree(Queues.receive(queueUrl).body());
    }

    private boolean isSigned(JsonNode envelope) throws Exception {
        StringBuilder canonical = new StringBuilder();
        for (String name : new String[] {"Message", "MessageId", "Timestamp", "TopicArn", "Type"}) {
            canonical
                    .append(name)
                    .append('\n')
                    .append(envelope.get(name).textValue())
                    .append('\n');
        }
        Signature signature = Signature.getInstance("SHA1withRSA");
        signature.initVerify(bench.stepFunctions.topics().signingKey());
        signature.update(canonical.toString().getBytes(StandardCharsets.UTF_8));
        return signature.verify(
                Base64.getDecoder().decode(envelope.get("Signature").textValue()));
    }
}
