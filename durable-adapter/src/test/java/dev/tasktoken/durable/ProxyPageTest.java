package dev.tasktoken.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.CallbackId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** A proxy that sends a page of its own with status 200, which the SDK takes for success. */
@Timeout(60)
class ProxyPageTest {
    private static final CallbackId ID = CallbackId.of("Q2FsbGJhY2s6b25l");

    private volatile String type = "text/html; charset=utf-8";
    private volatile String body = "<html>Sign in to the network</html>";
    private final HttpServer proxy = start();
    private final LambdaClient client = client(LambdaClient.builder());
    private final LambdaAsyncClient async = client(LambdaAsyncClient.builder());
    private final CallbackResponder responder = CallbackResponder.of(client);
    private final AsyncCallbackResponder waiting = AsyncCallbackResponder.of(async);

    private HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                byte[] page = body.getBytes(StandardCharsets.UTF_8);
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("Content-Type", type);
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private <C, B extends AwsClientBuilder<B, C>> C client(B builder) {
        return builder.endpointOverride(
                        URI.create("http://127.0.0.1:" + proxy.getAddress().getPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        async.close();
        proxy.stop(0);
    }

    @Test
    void isNotTakenForTheServicesAnswer() {
        List<Callable<Object>> calls = List.of(
                () -> responder.succeed(ID, 1),
                () -> responder.fail(ID, "Odd", "cause"),
                () -> responder.heartbeat(ID));

        assertThat(calls)
                .allSatisfy(call -> assertThatThrownBy(call::call)
                        .isInstanceOf(AnswerNotDeliveredException.class)
                        .hasMessageContaining("check the client's endpoint and proxy"));
    }

    @Test
    void isNotTakenForTheServicesAnswerByAClientThatDoesNotWait() {
        List<Callable<Object>> calls = List.of(
                () -> waiting.succeed(ID, 1).join(),
                () -> waiting.fail(ID, "Odd", "cause").join(),
                () -> waiting.heartbeat(ID).join());

        assertThat(calls)
                .allSatisfy(
                        call -> assertThatThrownBy(call::call).hasCauseInstanceOf(AnswerNotDeliveredException.class));
    }

    @Test
    void anEmulatorsEmptyObjectIsOne() {
        body = "{}";

        assertThat(responder.succeed(ID, 1)).isEqualTo(AnswerOutcome.ACCEPTED);
        type = "application/json";
        assertThat(waiting.succeed(ID, 1).join()).isEqualTo(AnswerOutcome.ACCEPTED);
    }
}
