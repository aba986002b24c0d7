package dev.tasktoken.examples.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.approval.CompleteOrderHandler;
import dev.tasktoken.examples.approval.LocalBucket;
import dev.tasktoken.examples.approval.OrderApiHandler;
import dev.tasktoken.examples.approval.ProcessOrderHandler;
import dev.tasktoken.examples.approval.RemindApproversHandler;
import dev.tasktoken.examples.approval.SendDecisionsHandler;
import dev.tasktoken.examples.approval.Settings;
import dev.tasktoken.examples.approval.StoreTaskTokenHandler;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.s3.S3TokenStore;
import dev.tasktoken.testkit.Fault;
import dev.tasktoken.testkit.LocalFunctions;
import dev.tasktoken.testkit.LocalStepFunctions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Orders that are placed, placed again, confirmed, cancelled, started over, and decided while nobody can be told. */
final class ApprovalScenario implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SECRET = "a secret of more than 32 characters, at least here";

    private final LocalStepFunctions stepFunctions = LocalStepFunctions.start();
    private final LocalBucket bucket = new LocalBucket();
    private final CallRecorder recorder;
    private final String machineArn;
    private final SendDecisionsHandler resend;
    private final RemindApproversHandler remind;

    ApprovalScenario(CallRecorder recorder) throws Exception {
        this.recorder = recorder;
        LocalFunctions functions = stepFunctions.functions();
        functions.register("process", new ProcessOrderHandler());
        functions.register(
                "store",
                new StoreTaskTokenHandler(
                        TokenResponder.of(sfn(StoreTaskTokenHandler.class)),
                        s3(StoreTaskTokenHandler.class),
                        LocalBucket.NAME));
        functions.register("complete", new CompleteOrderHandler());
        machineArn = createMachine();
        functions.register(
                "api",
                new OrderApiHandler(
                        sfn(OrderApiHandler.class),
                        s3(OrderApiHandler.class),
                        new Settings(LocalBucket.NAME, machineArn, SECRET)));
        resend = new SendDecisionsHandler(
                TokenResponder.of(sfn(SendDecisionsHandler.class)), s3(SendDecisionsHandler.class), LocalBucket.NAME);
        remind = new RemindApproversHandler(
                PendingTasks.builder(
                                TokenResponder.of(sfn(RemindApproversHandler.class)),
                                S3TokenStore.of(s3(RemindApproversHandler.class), LocalBucket.NAME))
                        .clock(() -> Instant.now().plus(Duration.ofDays(6).plusHours(1)))
                        .build(),
                (task, what) -> {});
    }

    private String createMachine() throws IOException {
        String definition = Template.of("order-approval")
                .definition()
                .replace("${ProcessOrderFunction}", "process")
                .replace("${StoreTaskTokenFunction}", "store")
                .replace("${CompleteOrderFunction}", "complete");
        return stepFunctions
                .client()
                .createStateMachine(m -> m.name("StateMachine")
                        .roleArn("arn:aws:iam::123456789012:role/workflow")
                        .definition(definition))
                .stateMachineArn();
    }

    @SuppressWarnings("NullAway") // the handler takes a context that is unknown
    void run() throws Exception {
        place("confirmed");
        place("confirmed");
        require(200, call("GET", "/orders/confirmed/confirmation", ""));
        decide(200, "confirmed", true);
        place("cancelled");
        decide(200, "cancelled", false);
        place("again");
        startOver("again");
        decide(200, "again", true);
        place("late");
        place("too-late");
        stepFunctions.faults().inject(Fault.accessDenied().operations("SendTaskSuccess", "SendTaskFailure"));
        decide(202, "late", true);
        decide(202, "too-late", false);
        stepFunctions.faults().clear();
        ageRecords();
        if (resend.handleRequest(null, null) != 2) {
            throw new AssertionError("Two decisions were to be sent");
        }
        place("forgotten");
        if (!Map.of("failed", 1, "escalated", 0, "reminded", 0).equals(remind.handleRequest(null, null))) {
            throw new AssertionError("The forgotten order was to be failed");
        }
    }

    private void place(String id) throws Exception {
        require(202, call("POST", "/orders", "{\"OrderId\": \"" + id + "\"}"));
        if (stepFunctions.openTokens().isEmpty()) {
            stepFunctions.awaitOpenTask();
        }
        stepFunctions.clock().advance(Duration.ZERO); // waits until the token is stored
    }

    /** The stored token is dead then, and another one takes its place. */
    private void startOver(String id) {
        String execution = machineArn.replace(":stateMachine:", ":execution:") + ":order-" + id;
        stepFunctions.client().stopExecution(e -> e.executionArn(execution));
        stepFunctions.startExecution(machineArn, Map.of("OrderId", id));
        stepFunctions.awaitOpenTask();
        stepFunctions.clock().advance(Duration.ZERO);
    }

    private void decide(int status, String id, boolean isConfirmed) throws Exception {
        require(status, call("POST", "/orders/" + id + "/confirmation", "{\"IsConfirmed\": " + isConfirmed + "}"));
    }

    /** What was decided is an hour old from now on: fresh decisions are left to whoever is sending them. */
    private void ageRecords() throws IOException {
        try (S3Client s3 = s3(ApprovalScenario.class)) {
            for (S3Object object :
                    s3.listObjectsV2(l -> l.bucket(LocalBucket.NAME).prefix("tasktoken/")).contents().stream()
                            .filter(object -> object.size() > 0) // an empty one is a list's entry
                            .toList()) {
                ResponseBytes<GetObjectResponse> record =
                        s3.getObjectAsBytes(g -> g.bucket(LocalBucket.NAME).key(object.key()));
                ObjectNode json = (ObjectNode) MAPPER.readTree(record.asUtf8String());
                if (json.has("at")) {
                    json.put(
                            "at",
                            Instant.parse(json.path("at").asText())
                                    .minus(Duration.ofHours(1))
                                    .toString());
                    s3.putObject(
                            p -> p.bucket(LocalBucket.NAME)
                                    .key(object.key())
                                    .metadata(record.response().metadata()),
                            RequestBody.fromString(json.toString()));
                }
            }
        }
    }

    private static void require(int status, JsonNode reply) {
        if (reply.path("statusCode").intValue() != status) {
            throw new AssertionError("The API answered " + reply.path("statusCode") + ", not " + status);
        }
    }

    private JsonNode call(String method, String path, String body) throws IOException {
        ObjectNode event = MAPPER.createObjectNode().put("rawPath", path).put("body", body);
        event.putObject("headers").put("authorization", "Bearer " + SECRET);
        event.putObject("requestContext").putObject("http").put("method", method);
        return MAPPER.readTree(stepFunctions.functions().invoke("api", event.toString()));
    }

    private SfnClient sfn(Class<?> handler) {
        return recorder.sfn(handler, stepFunctions.endpoint());
    }

    private S3Client s3(Class<?> handler) {
        return recorder.s3(handler, bucket.endpoint());
    }

    @Override
    public void close() {
        stepFunctions.close();
        bucket.close();
    }
}
