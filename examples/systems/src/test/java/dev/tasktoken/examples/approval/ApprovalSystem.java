package dev.tasktoken.examples.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.testkit.LocalExecution;
import dev.tasktoken.testkit.LocalFunctions;
import dev.tasktoken.testkit.LocalStepFunctions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Order-approval with its handlers in this JVM: the unmodified state machine, and S3Proxy as the bucket. */
final class ApprovalSystem implements AutoCloseable {
    static final String SECRET = "a secret of more than 32 characters, at least here";
    private static final Duration SOON = Duration.ofSeconds(30);

    private final LocalStepFunctions stepFunctions =
            LocalStepFunctions.builder().tokenLength(880).start();
    private final LocalBucket bucket;
    private final String machineArn;

    ApprovalSystem() throws Exception {
        bucket = new LocalBucket();
        TokenResponder responder = TokenResponder.of(stepFunctions.client());
        LocalFunctions functions = stepFunctions.functions();
        functions.register("process", new ProcessOrderHandler());
        functions.register("store", new StoreTaskTokenHandler(responder, bucket.client(), LocalBucket.NAME));
        functions.register("complete", new CompleteOrderHandler());
        machineArn = stepFunctions
                .client()
                .createStateMachine(m -> m.name("order-approval")
                        .roleArn("arn:aws:iam::123456789012:role/workflow")
                        .definition(definition()))
                .stateMachineArn();
        functions.register(
                "api",
                new OrderApiHandler(
                        stepFunctions.client(), bucket.client(), new Settings(LocalBucket.NAME, machineArn, SECRET)));
    }

    /** What the API answered. */
    record Reply(int status, Map<String, String> headers, String body) {
        JsonNode json() {
            return Json.parse(body).orElseThrow();
        }
    }

    static String definition() {
        try (InputStream in = ApprovalSystem.class.getResourceAsStream("/systems/order-approval.asl.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${ProcessOrderFunction}", "process")
                    .replace("${StoreTaskTokenFunction}", "store")
                    .replace("${CompleteOrderFunction}", "complete");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reply post(String path, String body) throws Exception {
        return call("POST", path, body, null);
    }

    Reply confirm(String orderId, boolean isConfirmed) throws Exception {
        return call("POST", confirmation(orderId), "{\"IsConfirmed\": " + isConfirmed + "}", SECRET);
    }

    static String confirmation(String orderId) {
        return "/orders/" + orderId + "/confirmation";
    }

    /** Calls the API as an HTTP API does. */
    Reply call(String method, String path, String body, @Nullable String secret) throws Exception {
        ObjectNode event =
                Json.object().put("version", "2.0").put("rawPath", path).put("body", body);
        if (secret != null) {
            event.putObject("headers").put("authorization", "Bearer " + secret);
        }
        event.putObject("requestContext").putObject("http").put("method", method);
        return send(event);
    }

    /** Calls it by a link, with the query still encoded; a link's text needs no decoding. */
    Reply open(String method, String link) throws Exception {
        ObjectNode event = Json.object().put("version", "2.0").put("rawPath", "/prod/orders/x/confirmation");
        event.putObject("queryStringParameters").put("link", link.substring(link.indexOf("link=") + 5));
        event.putObject("requestContext").putObject("http").put("method", method);
        return send(event);
    }

    Reply send(ObjectNode event) throws Exception {
        JsonNode reply = Json.parse(stepFunctions.functions().invoke("api", event.toString()))
                .orElseThrow();
        Map<String, String> headers = new LinkedHashMap<>();
        reply.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().textValue()));
        return new Reply(
                reply.path("statusCode").intValue(), headers, reply.path("body").textValue());
    }

    /** Waits until so many tokens were handed out and are stored. */
    void awaitPending() {
        stepFunctions.awaitOpenTask(SOON);
        stepFunctions.clock().advance(Duration.ZERO);
    }

    String start(String input) {
        return stepFunctions
                .client()
                .startExecution(e -> e.stateMachineArn(machineArn).input(input))
                .executionArn();
    }

    String executionOf(String orderId) {
        return machineArn.replace(":stateMachine:", ":execution:") + ":order-" + orderId;
    }

    int countExecutions() {
        return stepFunctions
                .client()
                .listExecutions(l -> l.stateMachineArn(machineArn))
                .executions()
                .size();
    }

    void stop(String execution) {
        stepFunctions.client().stopExecution(s -> s.executionArn(execution));
    }

    LocalExecution end(String execution) {
        return stepFunctions.awaitExecution(execution, SOON);
    }

    LocalBucket bucket() {
        return bucket;
    }

    @Override
    public void close() {
        stepFunctions.close();
        bucket.close();
    }
}
