package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.TaskTokens;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** sns:publish, and what subscribed queues receive. */
class LocalTopicsIT {
    private final Workbench bench = Workbench.withQueues();
    private final LocalTopics topics = bench.stepFunctions.topics();
    private final String queueUrl = Queues.create();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void signsTheSubjectTooAndCarriesAttributesInTheEnvelope() throws Exception {
        topics.subscribeQueue(bench.topicArn, queueUrl, false);
        bench.run(
                publishing("\"Message\": {\"a\": 1}, \"Subject\": \"About a\", \"MessageAttributes\": {\"kind\":"
                        + " {\"DataType\": \"String\", \"StringValue\": \"k\"}, \"raw\": {\"DataType\": \"Binary\","
                        + " \"BinaryValue\": \"AQI=\"}}"),
                "{}");

        JsonNode envelope = Json.MAPPER.readTree(Queues.receive(queueUrl).body());

        assertThat(envelope.get("Type").textValue()).isEqualTo("Notification");
        assertThat(envelope.get("TopicArn").textValue()).isEqualTo(bench.topicArn);
        assertThat(envelope.get("Message").textValue()).isEqualTo("{\"a\":1}");
        assertThat(envelope.get("SignatureVersion").textValue()).isEqualTo("1");
        assertThat(envelope.get("SigningCertURL").textValue())
                .startsWith("https://sns.us-east-1.amazonaws.com/SimpleNotificationService-");
        assertThat(envelope.get("UnsubscribeURL").textValue()).contains("Action=Unsubscribe");
        assertThat(envelope.get("Timestamp").textValue())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(envelope.at("/MessageAttributes/kind").toString())
                .isEqualTo("{\"Type\":\"String\",\"Value\":\"k\"}");
        assertThat(envelope.at("/MessageAttributes/raw").toString())
                .isEqualTo("{\"Type\":\"Binary\",\"Value\":\"AQI=\"}");
        assertThat(verifies(envelope, "Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"))
                .isTrue();
        assertThat(verifies(envelope, "Message", "MessageId", "Timestamp", "TopicArn", "Type"))
                .isFalse();
    }

    @Test
    void signsInVersion2WhereATopicAsksForIt() throws Exception {
        topics.subscribeQueue(bench.topicArn, queueUrl, false);
        topics.useSignatureVersion(bench.topicArn, 2);
        bench.run(publishing("\"Message\": \"m\""), "{}");

        JsonNode envelope = Json.MAPPER.readTree(Queues.receive(queueUrl).body());

        assertThat(envelope.get("SignatureVersion").textValue()).isEqualTo("2");
        assertThat(verifies(envelope, "Message", "MessageId", "Timestamp", "TopicArn", "Type"))
                .isTrue();
    }

    @Test
    void theCertificateIsForTheSigningKeyAndForTheServicesHosts() throws Exception {
        X509Certificate certificate = topics.signingCertificate();

        certificate.checkValidity();
        certificate.verify(topics.signingKey());
        assertThat(certificate.getPublicKey()).isEqualTo(topics.signingKey());
        assertThat(certificate.getSubjectAlternativeNames().stream().map(name -> name.get(1)))
                .map(String::valueOf)
                .containsExactly(
                        "sns.amazonaws.com", "sns-signing.us-east-1.amazonaws.com", "sns.us-east-1.amazonaws.com");
        assertThat(topics.signingCertificate()).isSameAs(certificate);
    }

    @Test
    void theEndpointServesTheCertificateUnderThePathOfItsUrl() throws Exception {
        topics.subscribeQueue(bench.topicArn, queueUrl, false);
        bench.run(publishing("\"Message\": \"m\""), "{}");
        URI url = URI.create(Json.MAPPER
                .readTree(Queues.receive(queueUrl).body())
                .get("SigningCertURL")
                .textValue());

        try (InputStream served =
                bench.stepFunctions.endpoint().resolve(url.getPath()).toURL().openStream()) {
            assertThat(CertificateFactory.getInstance("X.509").generateCertificate(served))
                    .isEqualTo(topics.signingCertificate());
        }
    }

    @Test
    void aFunctionReceivesLambdasEvent() throws Exception {
        LocalFunctions functions = bench.stepFunctions.functions();
        String functionArn = functions.register("f", payload -> "null");
        String subscription = topics.subscribeFunction(bench.topicArn, functionArn);
        bench.ended(bench.run(
                publishing("\"Message\": {\"a\": 1}, \"MessageAttributes\": {\"kind\": {\"DataType\":"
                        + " \"String\", \"StringValue\": \"k\"}}"),
                "{}"));
        bench.advance(0);

        JsonNode event = Json.MAPPER.readTree(functions.invocations("f").get(0).payload());

        assertThat(event.get("Records")).hasSize(1);
        JsonNode record = event.at("/Records/0");
        assertThat(record.get("EventSource").textValue()).isEqualTo("aws:sns");
        assertThat(record.get("EventVersion").textValue()).isEqualTo("1.0");
        assertThat(record.get("EventSubscriptionArn").textValue()).isEqualTo(subscription);
        JsonNode sns = record.get("Sns");
        assertThat(sns.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder(
                        "Type",
                        "MessageId",
                        "TopicArn",
                        "Subject",
                        "Message",
                        "Timestamp",
                        "SignatureVersion",
                        "Signature",
                        "SigningCertUrl",
                        "UnsubscribeUrl",
                        "MessageAttributes");
        assertThat(sns.get("Subject").isNull()).isTrue();
        assertThat(sns.get("Message").textValue()).isEqualTo("{\"a\":1}");
        assertThat(sns.at("/MessageAttributes/kind/Value").textValue()).isEqualTo("k");
        assertThat(verifies(sns, "Message", "MessageId", "Timestamp", "TopicArn", "Type"))
                .isTrue();
    }

    @Test
    void aFunctionThatFailsReceivesTheSameEventAgain() {
        LocalFunctions functions = bench.stepFunctions.functions();
        functions.register("f", payload -> {
            throw new IllegalStateException("no");
        });
        topics.subscribeFunction(bench.topicArn, "f");

        bench.ended(bench.run(publishing("\"Message\": \"m\""), "{}"));
        bench.advance(600);

        assertThat(functions.invocations("f"))
                .extracting(FunctionInvocation::attempt)
                .containsExactly(1, 2, 3);
        assertThat(functions.invocations("f"))
                .extracting(FunctionInvocation::payload)
                .containsOnly(functions.invocations("f").get(0).payload());
    }

    @Test
    void aFifoTopicDeliversToQueuesOnly() {
        String fifo = topics.create("orders.fifo");
        bench.stepFunctions.functions().register("f", payload -> "null");

        assertThatThrownBy(() -> topics.subscribeFunction(fifo, "f")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> topics.subscribeHttp(fifo, URI.create("http://localhost:1/"), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("queues only");
    }

    @Test
    void aFifoTopicNeedsAGroupAndNumbersItsMessages() {
        String fifo = topics.create("orders.fifo");
        String grouped =
                publishing("\"Message\": \"m\", \"MessageGroupId\": \"g\"").replace(bench.topicArn, fifo);
        String first = bench.ended(bench.run(grouped, "{}")).output().orElseThrow();
        String second = bench.ended(bench.run(grouped, "{}")).output().orElseThrow();
        LocalExecution ungrouped =
                bench.ended(bench.run(publishing("\"Message\": \"m\"").replace(bench.topicArn, fifo), "{}"));

        assertThat(first).contains("\"SequenceNumber\":\"10000000000000000001\"");
        assertThat(second).contains("\"SequenceNumber\":\"10000000000000000002\"");
        assertThat(ungrouped.error()).contains("SNS.InvalidParameterException");
        assertThat(ungrouped.cause().orElseThrow()).contains("MessageGroupId parameter is required for FIFO topics");
    }

    @Test
    void aMessageThatIsNullIsTheServicesToRefuse() {
        LocalExecution ended = bench.ended(bench.run(publishing("\"Message.$\": \"$.none\""), "{\"none\": null}"));

        assertThat(ended.error()).contains("SNS.InvalidParameterException");
    }

    @Test
    void rawDeliveryIsTheBareMessageWithSqsAttributes() {
        topics.subscribeQueue(bench.topicArn, queueUrl, true);
        bench.run(
                publishing("\"Message\": \"bare\", \"MessageAttributes\": {\"kind\": {\"DataType\": \"String\","
                        + " \"StringValue\": \"k\"}}"),
                "{}");

        Message message = Queues.receive(queueUrl);

        assertThat(message.body()).isEqualTo("bare");
        assertThat(Queues.attribute(message, "kind").stringValue()).isEqualTo("k");
    }

    @Test
    void remembersWhatWasPublished() throws Exception {
        LocalExecution ended = bench.ended(bench.run(publishing("\"Message\": \"one\", \"Subject\": \"s\""), "{}"));
        String messageId = Json.MAPPER
                .readTree(ended.output().orElseThrow())
                .get("MessageId")
                .textValue();

        PublishedMessage published = topics.published(bench.topicArn).get(0);

        assertThat(published.message()).isEqualTo("one");
        assertThat(published.subject()).contains("s");
        assertThat(published.messageId()).isEqualTo(messageId);
        assertThat(published.attributes()).isEmpty();
    }

    @Test
    void aPublishedTokenStaysOutOfTheText() {
        bench.runWaiting("\"End\": true");
        String token = bench.token();

        PublishedMessage published = topics.published(bench.topicArn).get(0);

        assertThat(published.message()).contains(token);
        assertThat(published.toString()).doesNotContain(TaskTokens.PREFIX).contains(bench.topicArn);
    }

    @Test
    void aTopicThatDoesNotExistFailsTheTaskUnderTheServicesName() {
        String definition = publishing("\"Message\": \"m\"").replace(bench.topicArn, bench.topicArn + "-none");

        assertThat(bench.ended(bench.run(definition, "{}")).error()).contains("SNS.NotFoundException");
    }

    @Test
    void anEmptyMessageFailsTheTaskUnderTheServicesName() {
        assertThat(bench.ended(bench.run(publishing("\"Message\": \"\""), "{}")).error())
                .contains("SNS.InvalidParameterException");
    }

    @Test
    void aQueueThatIsGoneDoesNotFailThePublisher() {
        topics.subscribeQueue(bench.topicArn, queueUrl + "-none", false);

        assertThat(bench.ended(bench.run(publishing("\"Message\": \"m\""), "{}"))
                        .succeeded())
                .isTrue();
    }

    @Test
    void creatingATopicTwiceIsOneTopic() {
        assertThat(topics.create("orders"))
                .isEqualTo(topics.create("orders"))
                .isEqualTo("arn:aws:sns:us-east-1:123456789012:orders");
    }

    @Test
    void refusesWhatCannotBe() {
        String unknown = bench.topicArn + "-none";

        assertThatThrownBy(() -> topics.create("a b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> topics.published(unknown)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> topics.subscribeQueue(unknown, queueUrl, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> topics.subscribeFunction(bench.topicArn, "none"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> topics.useSignatureVersion(bench.topicArn, 3))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> topics.awaitConfirmation(unknown, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        try (Workbench withoutQueues = Workbench.start()) {
            assertThatThrownBy(() -> withoutQueues
                            .stepFunctions
                            .topics()
                            .subscribeQueue(withoutQueues.topicArn, queueUrl, false))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("SqsClient");
        }
    }

    private String publishing(String parameters) {
        return Definitions.of("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish\", \"Parameters\":"
                + " {\"TopicArn\": \"" + bench.topicArn + "\", " + parameters + "}, \"End\": true");
    }

    private boolean verifies(JsonNode envelope, String... names) throws Exception {
        StringBuilder canonical = new StringBuilder();
        for (String name : names) {
            canonical
                    .append(name)
                    .append('\n')
                    .append(envelope.get(name).textValue())
                    .append('\n');
        }
        String algorithm = envelope.get("SignatureVersion").textValue().equals("1") ? "SHA1withRSA" : "SHA256withRSA";
        Signature signature = Signature.getInstance(algorithm);
        signature.initVerify(topics.signingKey());
        signature.update(canonical.toString().getBytes(StandardCharsets.UTF_8));
        return signature.verify(
                Base64.getDecoder().decode(envelope.get("Signature").textValue()));
    }
}
