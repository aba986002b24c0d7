package dev.tasktoken.examples.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tasktoken.examples.approval.CompleteOrderHandler;
import dev.tasktoken.examples.approval.OrderApiHandler;
import dev.tasktoken.examples.approval.ProcessOrderHandler;
import dev.tasktoken.examples.approval.Settings;
import dev.tasktoken.examples.approval.StoreTaskTokenHandler;
import dev.tasktoken.examples.demo.DeliveryLog.Step;
import dev.tasktoken.s3.S3TokenStore;
import dev.tasktoken.testkit.LocalFunctions;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Order-approval, running: its functions, its workflow, and its API on a port of its own. */
final class OrderDesk implements AutoCloseable {
    private static final String BUCKET = "order-approval";

    private final Stage stage;
    private final String secret = UUID.randomUUID().toString();
    private final Map<String, CountDownLatch> heldBack = new ConcurrentHashMap<>();
    private final Map<String, Timeline> calls = new ConcurrentHashMap<>();
    private final String machine;
    private final LocalApi api;
    private final ApiClient client;

    OrderDesk(Stage stage) {
        this.stage = stage;
        stage.storage().createBucket(BUCKET);
        LocalFunctions functions = stage.stepFunctions().functions();
        this.machine = stage.machine(
                "order-approval",
                Map.of(
                        "ProcessOrderFunction",
                        functions.register("process-order", LoggedHandlers.plain(ProcessOrderHandler::new)),
                        "StoreTaskTokenFunction",
                        functions.register("store-task-token", storing()),
                        "CompleteOrderFunction",
                        functions.register("complete-order", LoggedHandlers.plain(CompleteOrderHandler::new))));
        Settings settings = new Settings(BUCKET, machine, secret);
        this.api = LocalApi.start(
                "order-api",
                () -> new OrderApiHandler(stage.sfn(), stage.storage().client(), settings));
        this.client = new ApiClient(HttpClient.newHttpClient(), api.address(), secret);
    }

    /** Stores tokens. Waits with the token of a held order until it is released. */
    private RequestStreamHandler storing() {
        RequestStreamHandler handler = LoggedHandlers.on(stage)
                .direct(responder ->
                        new StoreTaskTokenHandler(responder, stage.storage().client(), BUCKET));
        return (input, output, context) -> {
            byte[] payload = input.readAllBytes();
            String orderId = Json.parse(new String(payload, StandardCharsets.UTF_8))
                    .at("/Input/OrderId")
                    .asText();
            awaitRelease(orderId);
            handler.handleRequest(new ByteArrayInputStream(payload), output, context);
            stage.log().add(orderId, 1, Step.RETURNED);
        };
    }

    private void awaitRelease(String orderId) {
        CountDownLatch latch = heldBack.get(orderId);
        try {
            if (latch != null) {
                latch.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    URI address() {
        return api.address();
    }

    String secret() {
        return secret;
    }

    /** Holds the order: its token is not stored until it is released. */
    void holdBack(String orderId) {
        heldBack.put(orderId, new CountDownLatch(1));
    }

    void release(String orderId) {
        CountDownLatch latch = heldBack.get(orderId);
        if (latch != null) {
            latch.countDown();
        }
    }

    ApiClient.Reply place(String orderId, String customer, int approvals) {
        ObjectNode order = Json.object()
                .put("OrderId", orderId)
                .put("CustomerName", customer)
                .put("IsConfirmed", false)
                .put("Item", "12 chairs")
                .put("Total", "1480.00 EUR");
        if (approvals > 1) {
            order.put("Approvals", approvals);
        }
        return noted(orderId, "POST /orders", client.post("/orders", order.toString()));
    }

    /** Waits until the order's token is stored. */
    void awaitPending(String orderId) {
        stage.log().await(orderId, Step.RETURNED, stage.deadline());
    }

    ApiClient.Reply decide(String orderId, boolean isConfirmed) {
        String body = Json.object().put("IsConfirmed", isConfirmed).toString();
        return noted(orderId, "POST " + body, client.postWithSecret(path(orderId), body));
    }

    /** Confirms under a person's name. */
    ApiClient.Reply decideAs(String orderId, String name) {
        String body =
                Json.object().put("IsConfirmed", true).put("By", name).toString();
        return noted(orderId, "POST " + body, client.postWithSecret(path(orderId), body));
    }

    ApiClient.Reply decideWithoutSecret(String orderId) {
        return client.post(path(orderId), "{\"IsConfirmed\":true}");
    }

    /** The links by which a person decides, by their actions. */
    Map<String, URI> links(String orderId) {
        URI address = api.address().resolve(path(orderId));
        Map<String, URI> links = new LinkedHashMap<>();
        Json.parse(client.getWithSecret(path(orderId)).body())
                .path("Links")
                .properties()
                .forEach(link ->
                        links.put(link.getKey(), address.resolve(link.getValue().textValue())));
        return links;
    }

    ApiClient.Reply open(String orderId, URI link) {
        return noted(orderId, "a person opens a link", client.open(link));
    }

    ApiClient.Reply press(String orderId, URI link) {
        return noted(orderId, "a person presses the button", client.press(link));
    }

    Execution execution(String orderId) {
        return stage.find(machine, "order-" + orderId);
    }

    /** The calls for an order, and their responses. */
    Timeline calls(String orderId) {
        return calls.computeIfAbsent(orderId, id -> new Timeline());
    }

    private ApiClient.Reply noted(String orderId, String call, ApiClient.Reply reply) {
        calls(orderId).add(stage.stepFunctions().clock().instant(), call + ": " + reply.describe());
        return reply;
    }

    /** How many tokens are stored. */
    int countTokens() {
        return stage.storage().count(BUCKET, S3TokenStore.DEFAULT_PREFIX + "tokens/");
    }

    private static String path(String orderId) {
        return "/orders/" + orderId + "/confirmation";
    }

    @Override
    public void close() {
        heldBack.keySet().forEach(this::release);
        api.close();
    }
}
