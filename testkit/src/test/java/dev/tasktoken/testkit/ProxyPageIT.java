package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.AsyncTokenResponder;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/** A proxy that sends a page of its own with status 200, which the SDK takes for success. */
@Timeout(60)
class ProxyPageIT {
    private static final TaskToken TOKEN = TaskToken.of(TestTokens.numbered(1));

    private static volatile String type = "";
    private static volatile String body = "";
    private static final HttpServer PROXY = start();
    private static final SfnClient CLIENT = client(SfnClient.builder());
    private static final SfnAsyncClient ASYNC = client(SfnAsyncClient.builder());

    private static HttpServer start() {
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

    @BeforeEach
    void sendPages() {
        type = "text/html; charset=utf-8";
        body = "<html>Sign in to the network</html>";
    }

    @AfterAll
    static void close() {
        CLIENT.close();
        ASYNC.close();
        PROXY.stop(0);
    }

    private static <C, B extends AwsClientBuilder<B, C>> C client(B builder) {
        return builder.endpointOverride(
                        URI.create("http://127.0.0.1:" + PROXY.getAddress().getPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .build();
    }

    private interface Call {
        void by(TokenResponder responder, AsyncTokenResponder async);
    }

    static Stream<Call> calls() {
        return Stream.of(
                (responder, async) -> responder.succeed(TOKEN, 1),
                (responder, async) -> responder.fail(TOKEN, "Odd", "cause"),
                (responder, async) -> responder.heartbeat(TOKEN),
                (responder, async) -> join(async.succeed(TOKEN, 1)),
                (responder, async) -> join(async.fail(TOKEN, "Odd", "cause")),
                (responder, async) -> join(async.heartbeat(TOKEN)));
    }

    private static void join(CompletableFuture<?> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void isNotTakenForTheServicesAnswer(Call call) {
        assertThatThrownBy(() -> call.by(TokenResponder.of(CLIENT), AsyncTokenResponder.of(ASYNC)))
                .isInstanceOf(AnswerNotDeliveredException.class)
                .hasMessageContaining("A page in HTML came instead of the service's response");
    }

    @Test
    void acceptsTheEmptyObjectOfAnEmulatorThatCallsItHtml() {
        body = "{}";

        assertThat(TokenResponder.of(CLIENT).succeed(TOKEN, 1)).isEqualTo(AnswerOutcome.ACCEPTED);
    }

    @Test
    void acceptsAResponseInJson() {
        type = "application/x-amz-json-1.0";
        body = "{ }";

        assertThat(TokenResponder.of(CLIENT).succeed(TOKEN, 1)).isEqualTo(AnswerOutcome.ACCEPTED);
    }
}
