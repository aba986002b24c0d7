package dev.tasktoken.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.examples.approval.CompleteOrderHandler;
import dev.tasktoken.examples.approval.LocalBucket;
import dev.tasktoken.examples.approval.OrderApiHandler;
import dev.tasktoken.examples.approval.ProcessOrderHandler;
import dev.tasktoken.examples.approval.StoreTaskTokenHandler;
import dev.tasktoken.examples.locallambda.FunctionProcess;
import dev.tasktoken.examples.locallambda.LocalRuntimeApi;
import dev.tasktoken.testkit.LocalExecution;
import dev.tasktoken.testkit.LocalStepFunctions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Order-approval's four functions, each in a process of its own under Lambda's runtime client, and S3Proxy. */
@EnabledOnOs(OS.LINUX)
class OrderApprovalRuntimeIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String SECRET = "a secret of more than 32 characters, at least here";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path directory = Path.of("set by JUnit");

    @Test
    void completesAnOrderThatAPersonConfirms() throws Exception {
        try (LocalBucket bucket = new LocalBucket();
                LocalStepFunctions stepFunctions =
                        LocalStepFunctions.builder().tokenLength(880).start();
                LocalRuntimeApi process = new LocalRuntimeApi();
                LocalRuntimeApi store = new LocalRuntimeApi();
                LocalRuntimeApi complete = new LocalRuntimeApi();
                LocalRuntimeApi api = new LocalRuntimeApi()) {
            stepFunctions.functions().register("process", process::invoke);
            stepFunctions.functions().register("store", store::invoke);
            stepFunctions.functions().register("complete", complete::invoke);
            String machine = stepFunctions
                    .client()
                    .createStateMachine(m -> m.name("order-approval")
                            .roleArn("arn:aws:iam::123456789012:role/workflow")
                            .definition(definition()))
                    .stateMachineArn();
            Map<String, String> settings = Map.of(
                    "AWS_ENDPOINT_URL_SFN",
                    stepFunctions.endpoint().toString(),
                    "AWS_ENDPOINT_URL_S3",
                    bucket.endpoint().toString(),
                    "TOKEN_BUCKET",
                    LocalBucket.NAME,
                    "STATE_MACHINE_ARN",
                    machine,
                    "CONFIRMATION_SECRET",
                    SECRET);
            try (FunctionProcess processing = start(ProcessOrderHandler.class, process, settings);
                    FunctionProcess storing = start(StoreTaskTokenHandler.class, store, settings);
                    FunctionProcess completing = start(CompleteOrderHandler.class, complete, settings);
                    FunctionProcess serving = start(OrderApiHandler.class, api, settings)) {
                JsonNode placed = call(api, "/orders", "{\"OrderId\": \"0001\", \"CustomerName\": \"A. Customer\"}");
                String token = stepFunctions.awaitOpenTask(SOON);
                stepFunctions.clock().advance(Duration.ZERO); // returns when the function has
                JsonNode confirmed = call(api, "/orders/0001/confirmation", "{\"IsConfirmed\": true}");
                JsonNode again = call(api, "/orders/0001/confirmation", "{\"IsConfirmed\": false}");
                LocalExecution end = stepFunctions.awaitExecution(
                        machine.replace(":stateMachine:", ":execution:") + ":order-0001", SOON);

                assertThat(placed.path("statusCode").intValue()).isEqualTo(202);
                assertThat(confirmed.path("statusCode").intValue()).isEqualTo(200);
                assertThat(again.path("statusCode").intValue()).isEqualTo(409);
                assertThat(end.status()).hasToString("SUCCEEDED");
                assertThat(end.output()).get().asString().contains("\"IsConfirmed\":true", "\"Status\":\"Completed\"");
                String printed = processing.output() + storing.output() + completing.output() + serving.output();
                assertThat(printed).contains("DEBUG dev.tasktoken.", "DEBUG software.amazon.awssdk.");
                assertThat(printed.contains(token)).as("the token was printed").isFalse();
                assertThat(printed.contains(SECRET))
                        .as("the secret was printed")
                        .isFalse();
            }
        }
    }

    private static JsonNode call(LocalRuntimeApi api, String path, String body) throws Exception {
        ObjectNode event = MAPPER.createObjectNode()
                .put("version", "2.0")
                .put("rawPath", path)
                .put("body", body);
        event.putObject("headers").put("authorization", "Bearer " + SECRET);
        event.putObject("requestContext").putObject("http").put("method", "POST");
        return MAPPER.readTree(api.invoke(event.toString()));
    }

    private FunctionProcess start(Class<?> handler, LocalRuntimeApi api, Map<String, String> settings)
            throws Exception {
        FunctionProcess function =
                DeployableJar.start(handler, api, settings, directory.resolve(handler.getSimpleName() + ".log"));
        api.awaitFunction();
        return function;
    }

    private static String definition() {
        try (InputStream in = OrderApprovalRuntimeIT.class.getResourceAsStream("/systems/order-approval.asl.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${ProcessOrderFunction}", "process")
                    .replace("${StoreTaskTokenFunction}", "store")
                    .replace("${CompleteOrderFunction}", "complete");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
