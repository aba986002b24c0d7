package dev.tasktoken.examples.expense;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.tasktoken.CallbackId;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.durable.CallbackResponder;
import dev.tasktoken.lambda.ApiGatewayEvents;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.LinkVerdict;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.s3.S3TokenStore;
import dev.tasktoken.service.WorkKind;
import dev.tasktoken.testkit.LocalDurableCallbacks;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Ids full of {@code + / =} through everything that treats these characters in its own way. */
class AwkwardIdsIT {
    private static final String EXPENSE = "+/=//++==%2B %2F";

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private final LocalDurableCallbacks callbacks = LocalDurableCallbacks.start();
    private final CallbackResponder responder = CallbackResponder.of(callbacks.client());
    private final String id = callbacks.createCallback();

    @BeforeEach
    void isAwkward() {
        assertThat(id).contains("+", "/", "=");
    }

    @AfterEach
    void close() {
        callbacks.close();
    }

    @Test
    void aPathHasThemEncodedAndTheServiceTakesNoOther() throws Exception {
        URI raw = URI.create(callbacks.endpoint() + "/2025-12-01/durable-execution-callbacks/" + id + "/succeed");

        HttpResponse<String> refused = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(raw)
                                .POST(HttpRequest.BodyPublishers.ofString("1"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(callbacks.isOpen(id)).isTrue();
        responder.succeed(CallbackId.of(id), 1);
        assertThat(callbacks.callback(id)).succeeded().withOutput(1);
    }

    @Test
    void anApiTakesThemInItsBodyAndInItsQuery() {
        CallbackReader reader =
                CallbackReader.builder().reads(WorkKind.CALLBACK).build();
        APIGatewayV2HTTPEvent body = new APIGatewayV2HTTPEvent();
        body.setBody("{\"callbackId\":\"" + id + "\"}");
        APIGatewayV2HTTPEvent query = new APIGatewayV2HTTPEvent();
        query.setBody("{}");
        query.setQueryStringParameters(Map.of("callbackId", id));

        assertThat(ApiGatewayEvents.read(body, reader).callbackId().value()).isEqualTo(id);
        assertThat(ApiGatewayEvents.read(query, reader).callbackId().value()).isEqualTo(id);
    }

    @Test
    void linksAndKeysOfS3KeepTheIdsUnderWhichCallbacksArePending() throws Exception {
        try (LocalBucket bucket = new LocalBucket()) {
            PendingTasks pending = PendingTasks.of(responder, S3TokenStore.of(bucket.client(), LocalBucket.NAME));
            CallbackLinks links = CallbackLinks.builder(URI.create("https://approvals.example.com/decide"))
                    .signingKey("k", new byte[32])
                    .action("approve")
                    .build();
            pending.park(EXPENSE, CallbackId.of(id));

            String query = links.create(EXPENSE, CallbackId.of(id).fingerprint(), "approve")
                    .getRawQuery();
            String text = URLDecoder.decode(query.substring(query.indexOf('=') + 1), StandardCharsets.UTF_8);
            LinkVerdict.Valid link = (LinkVerdict.Valid) links.verify(text);

            assertThat(link.id()).isEqualTo(EXPENSE);
            assertThat(pending.waiting().map(task -> task.id())).containsExactly(EXPENSE);
            assertThat(bucket.client()
                            .listObjectsV2(l -> l.bucket(LocalBucket.NAME))
                            .contents())
                    .extracting(S3Object::key)
                    .noneMatch(key -> key.contains(id));
            assertThat(pending.decide(link.id(), link.attempt(), new Decision.Success("\"+/=\""))
                            .isRecorded())
                    .isTrue();
            assertThat(callbacks.callback(id)).succeeded().withOutput("\"+/=\"");
        }
    }

    @Test
    void aContainerTakesItsIdFromTheEnvironment() throws Exception {
        Path output = directory.resolve("container.log");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                ExpenseContainer.class.getName());
        builder.environment()
                .putAll(Map.of(
                        "CALLBACK_ID",
                        id,
                        "AWS_REGION",
                        "us-east-1",
                        "AWS_ACCESS_KEY_ID",
                        "local",
                        "AWS_SECRET_ACCESS_KEY",
                        "local",
                        "AWS_ENDPOINT_URL_LAMBDA",
                        callbacks.endpoint().toString()));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output)).contains("ACCEPTED").doesNotContain(id);
        assertThat(callbacks.callback(id)).succeeded().withOutput("{\"archived\":true}");
    }
}
