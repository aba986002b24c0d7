package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tasktoken.testkit.internal.topics.SnsEnvelope;
import dev.tasktoken.testkit.internal.values.Json;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics that deliver to an HTTP endpoint, which is this test. */
class HttpSubscriptionIT {
    private final Workbench bench = Workbench.start();
    private final LocalTopics topics = bench.stepFunctions.topics();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Integer> statuses = new ArrayDeque<>();
    private Meanwhile meanwhile = request -> {};
    private HttpServer server;
    private URI endpoint;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.start();
        endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    @AfterEach
    void close() {
        server.stop(0);
        bench.close();
    }

    @ParameterizedTest
    @CsvSource({"1, SHA1withRSA", "2, SHA256withRSA"})
    void asksForConfirmationInASignedMessage(int version, String algorithm) throws Exception {
        topics.useSignatureVersion(bench.topicArn, version);

        topics.subscribeHttp(bench.topicArn, endpoint, false);

        Request request = requests.get(0);
        JsonNode message = request.json();
        assertThat(request.header("x-amz-sns-message-type")).isEqualTo("SubscriptionConfirmation");
        assertThat(request.header("x-amz-sns-message-id"))
                .isEqualTo(message.get("MessageId").textValue());
        assertThat(request.header("x-amz-sns-topic-arn")).isEqualTo(bench.topicArn);
        assertThat(request.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(message.get("Type").textValue()).isEqualTo("SubscriptionConfirmation");
        assertThat(message.get("Message").textValue()).contains(bench.topicArn);
        assertThat(message.get("SignatureVersion").textValue()).isEqualTo(String.valueOf(version));
        assertThat(verifies(
                        algorithm,
                        message,
                        "Message",
                        "MessageId",
                        "SubscribeURL",
                        "Timestamp",
                        "Token",
                        "TopicArn",
                        "Type"))
                .isTrue();
    }

    @Test
    void deliversNothingBeforeItIsConfirmedAndEverythingAfter() throws Exception {
        String subscription = topics.subscribeHttp(bench.topicArn, endpoint, false);
        publish("too early");
        assertThatThrownBy(() -> topics.awaitConfirmation(subscription, Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(subscription);
        assertThat(confirm(requests.get(0))).isEqualTo(200);
        topics.awaitConfirmation(subscription, Workbench.SOON);
        publish("in time");

        assertThat(requests).hasSize(2);
        Request request = requests.get(1);
        JsonNode message = request.json();
        assertThat(request.header("x-amz-sns-message-type")).isEqualTo("Notification");
        assertThat(request.header("x-amz-sns-message-id"))
                .isEqualTo(message.get("MessageId").textValue());
        assertThat(request.header("x-amz-sns-subscription-arn")).isEqualTo(subscription);
        assertThat(request.headers().containsKey("x-amz-sns-rawdelivery")).isFalse();
        assertThat(message.get("Message").textValue()).isEqualTo("in time");
        assertThat(verifies("SHA1withRSA", message, "Message", "MessageId", "Timestamp", "TopicArn", "Type"))
                .isTrue();
    }

    @Test
    void rawDeliveryIsTheBareMessage() throws Exception {
        topics.subscribeHttp(bench.topicArn, endpoint, true);
        confirm(requests.get(0));

        publish("bare");

        assertThat(requests.get(0).json().get("Type").textValue()).isEqualTo("SubscriptionConfirmation");
        assertThat(requests.get(1).header("x-amz-sns-rawdelivery")).isEqualTo("true");
        assertThat(requests.get(1).body()).isEqualTo("bare");
    }

    @Test
    void anEndpointMayConfirmAndReturnTheTokenWhileItIsBeingAsked() throws Exception {
        meanwhile = request -> {
            if (request.header("x-amz-sns-message-type").equals("SubscriptionConfirmation")) {
                confirm(request);
            } else {
                JsonNode message =
                        Json.MAPPER.readTree(request.json().get("Message").textValue());
                bench.succeed(message.get("token").textValue(), "42");
            }
        };
        topics.awaitConfirmation(topics.subscribeHttp(bench.topicArn, endpoint, false), Duration.ZERO);

        String execution = bench.runWaiting("\"End\": true");

        assertThat(bench.ended(execution).output()).contains("42");
    }

    @Test
    void anEndpointThatIsInTroubleIsAskedAgain() throws Exception {
        topics.subscribeHttp(bench.topicArn, endpoint, false);
        confirm(requests.get(0));
        statuses.addAll(List.of(500, 429, 503));

        publish("m");
        assertThat(requests).hasSize(2);
        bench.advance(19);
        assertThat(requests).hasSize(2);
        bench.advance(600);

        assertThat(requests).hasSize(5);
        assertThat(requests.stream().skip(1).map(Request::body))
                .containsOnly(requests.get(1).body());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 404})
    void anEndpointThatRefusesIsNotAskedAgain(int status) throws Exception {
        topics.subscribeHttp(bench.topicArn, endpoint, false);
        confirm(requests.get(0));
        statuses.add(status);

        publish("m");
        bench.advance(600);

        assertThat(requests).hasSize(2);
    }

    @Test
    void anEndpointThatIsGoneIsGivenUpAfterThreeRetries() {
        server.stop(0);

        String subscription = topics.subscribeHttp(bench.topicArn, endpoint, false);
        bench.advance(600);

        assertThatThrownBy(() -> topics.awaitConfirmation(subscription, Duration.ZERO))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aConfirmationThatFailedIsSentAgain() throws Exception {
        statuses.add(500);

        String subscription = topics.subscribeHttp(bench.topicArn, endpoint, false);
        bench.advance(21);

        assertThat(requests).hasSize(2);
        confirm(requests.get(1));
        topics.awaitConfirmation(subscription, Workbench.SOON);
    }

    @Test
    void aTokenThatIsNotTheSubscriptionsConfirmsNothing() throws Exception {
        topics.subscribeHttp(bench.topicArn, endpoint, false);
        String url = requests.get(0).json().get("SubscribeURL").textValue();

        assertThat(get(url + "0")).isEqualTo(400);
        assertThat(get(url.replace("TopicArn", "Topic"))).isEqualTo(400);
        assertThat(get(bench.stepFunctions.endpoint() + "/?Action")).isEqualTo(400);
        publish("m");
        assertThat(requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/",
                "http://127.0.0.1@example.com/",
                "http://127.0.0.1.example.com/",
                "http://localhost.example.com/",
                "http://10.0.0.1/",
                "http:///nowhere",
                "ftp://localhost/",
                "mailto:a@localhost"
            })
    void refusesToPostAnywhereElse(String elsewhere) {
        assertThatThrownBy(() -> topics.subscribeHttp(bench.topicArn, URI.create(elsewhere), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(elsewhere);
    }

    private void publish(String message) {
        bench.ended(bench.run(
                Definitions.of("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish\", \"Parameters\":"
                        + " {\"TopicArn\": \"" + bench.topicArn + "\", \"Message\": \"" + message
                        + "\"}, \"End\": true"),
                "{}"));
        bench.advance(0);
    }

    private static int confirm(Request confirmation) throws IOException {
        return get(confirmation.json().get("SubscribeURL").textValue());
    }

    private static int get(String url) throws IOException {
        return ((HttpURLConnection) URI.create(url).toURL().openConnection()).getResponseCode();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Request request = new Request(exchange.getRequestHeaders(), body);
            requests.add(request);
            meanwhile.handle(request);
            exchange.sendResponseHeaders(statuses.isEmpty() ? 200 : statuses.remove(), -1);
        }
    }

    private boolean verifies(String algorithm, JsonNode message, String... names) throws Exception {
        SnsEnvelope.CanonicalText canonical = new SnsEnvelope.CanonicalText();
        for (String name : names) {
            canonical.line(name, message.get(name).textValue());
        }
        Signature signature = Signature.getInstance(algorithm);
        signature.initVerify(topics.signingCertificate());
        signature.update(canonical.toString().getBytes(StandardCharsets.UTF_8));
        return signature.verify(
                Base64.getDecoder().decode(message.get("Signature").textValue()));
    }

    /** What the endpoint does before it answers. */
    @FunctionalInterface
    private interface Meanwhile {
        void handle(Request request) throws IOException;
    }

    private record Request(Headers headers, String body) {
        String header(String name) {
            return headers.getFirst(name);
        }

        JsonNode json() throws IOException {
            return Json.MAPPER.readTree(body);
        }
    }
}
