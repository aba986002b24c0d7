package dev.tasktoken.examples.approval;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.lambda.Confirmation;
import dev.tasktoken.lambda.ConfirmationPage;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.StoreNotPermittedException;
import dev.tasktoken.s3.S3TokenStore;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/** {@code /orders/{orderId}/confirmation}: for programs that have the secret, and for people who have a link. */
final class OrderConfirmation {
    private static final Decision.Failure CANCELLED =
            new Decision.Failure("OrderCancelled", "Cancelled from client...");

    private final ConfirmationSecret secret;
    private final Orders orders;
    private final PendingTasks pending;
    private final CallbackLinks links;
    private final ConfirmationPage page;

    private OrderConfirmation(ConfirmationSecret secret, Orders orders, PendingTasks pending) {
        this.secret = secret;
        this.orders = orders;
        this.pending = pending;
        this.links = secret.links();
        this.page = ConfirmationPage.of(links, pending, this::asked);
    }

    static OrderConfirmation of(TokenResponder responder, S3Client s3, Settings settings) {
        return new OrderConfirmation(
                new ConfirmationSecret(settings.confirmationSecret()),
                new Orders(s3, settings.bucket()),
                PendingTasks.of(responder, S3TokenStore.of(s3, settings.bucket())));
    }

    Reply answer(ApiCall call, String orderId) {
        if (call.query().containsKey(CallbackLinks.PARAMETER)) {
            return page(call);
        }
        if (!secret.permits(call)) {
            return Reply.message(401, "Who may confirm has a secret, or a link")
                    .withHeader("WWW-Authenticate", "Bearer");
        }
        Optional<Order> order = Order.isId(orderId) ? orders.find(orderId) : Optional.empty();
        if (order.isEmpty()) {
            return Reply.message(404, "There is no such order");
        }
        return switch (call.method()) {
            case "GET" -> links(order.get());
            case "POST" -> decide(order.get(), call.body());
            default -> Reply.message(405, "A confirmation is posted").withHeader("Allow", "GET, POST");
        };
    }

    private Reply decide(Order order, String body) {
        JsonNode confirmation = Json.parse(body).orElseGet(Json::object);
        JsonNode isConfirmed = confirmation.path("IsConfirmed");
        if (!isConfirmed.isBoolean()) {
            return Reply.message(400, "A confirmation is {\"IsConfirmed\": true} or {\"IsConfirmed\": false}");
        }
        Decision decision = isConfirmed.booleanValue() ? confirmed(order) : CANCELLED;
        String by = confirmation.path("By").asText("");
        return report(by.isBlank() ? decide(order.id(), decision) : vote(order.id(), decision, by), order, decision);
    }

    /** Says who decides; of an order that needs several people this is a vote. */
    private DecisionOutcome vote(String id, Decision decision, String by) {
        DecidedBy person = DecidedBy.person(by.substring(0, Math.min(DecidedBy.MAX_NAME_LENGTH, by.length())));
        return pending.find(id)
                .map(task -> pending.decide(id, task.attempt(), decision, person))
                .orElseGet(DecisionOutcome.NotParked::new);
    }

    private DecisionOutcome decide(String id, Decision decision) {
        return decision instanceof Decision.Success success
                ? pending.succeedJson(id, success.output())
                : pending.fail(id, CANCELLED.error(), CANCELLED.cause());
    }

    private static Reply report(DecisionOutcome outcome, Order order, Decision decision) {
        if (outcome instanceof DecisionOutcome.Recorded) {
            return Reply.json(200, status(order, decision));
        }
        if (outcome instanceof DecisionOutcome.Undelivered) {
            return Reply.json(202, status(order, decision).put("Message", "Recorded; the workflow will be notified"));
        }
        if (outcome instanceof DecisionOutcome.DecidedBefore before) {
            return Reply.json(
                    409,
                    status(order, before.recorded().decision())
                            .put("DecidedAt", before.recorded().at().toString()));
        }
        if (outcome instanceof DecisionOutcome.VoteRecorded voted) {
            return Reply.json(
                    202,
                    Json.object()
                            .put("OrderId", order.id())
                            .put("Status", "Waiting")
                            .put("MissingApprovals", voted.missing()));
        }
        if (outcome instanceof DecisionOutcome.VoteRefused refused) {
            return Reply.message(403, "This vote does not count: " + refused.reason());
        }
        if (outcome instanceof DecisionOutcome.TaskClosed) {
            return Reply.message(410, "The workflow does not wait for this any more");
        }
        return outcome instanceof DecisionOutcome.Rejected
                ? Reply.message(500, "The order cannot be sent to its workflow")
                : notPending();
    }

    private static Reply notPending() {
        return Reply.later("The order does not wait for its confirmation yet");
    }

    /** Relative, so that they are right under every host name and stage. */
    private Reply links(Order order) {
        Optional<PendingTask> task = pending.find(order.id());
        if (task.isEmpty()) {
            return notPending();
        }
        ObjectNode reply = Json.object().put("OrderId", order.id());
        task.get().decided().ifPresent(recorded -> reply.setAll(status(order, recorded.decision())));
        ObjectNode byAction = reply.putObject("Links");
        links.createAll(order.id(), task.get().attempt())
                .forEach((action, link) -> byAction.put(action, link.toString()));
        return Reply.json(200, reply);
    }

    private static ObjectNode status(Order order, Decision decision) {
        boolean isConfirmed = decision instanceof Decision.Success;
        return Json.object().put("OrderId", order.id()).put("Status", isConfirmed ? "Confirmed" : "Cancelled");
    }

    private Reply page(ApiCall call) {
        APIGatewayV2HTTPResponse page = this.page.handle(event(call));
        return new Reply(page.getStatusCode(), page.getHeaders(), page.getBody());
    }

    private static APIGatewayV2HTTPEvent event(ApiCall call) {
        APIGatewayV2HTTPEvent.RequestContext.Http http = APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                .withMethod(call.method())
                .build();
        return APIGatewayV2HTTPEvent.builder()
                .withQueryStringParameters(call.query())
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withHttp(http)
                        .build())
                .build();
    }

    private Confirmation asked(PendingTask task, String action) {
        Order order = orders.find(task.id())
                .orElseThrow(
                        () -> new StoreNotPermittedException("The record of order " + task.id() + " is gone", null));
        Confirmation asked = action.equals(ConfirmationSecret.CONFIRM)
                ? Confirmation.of("Confirm order " + order.id() + "?", "Confirm", confirmed(order))
                        .done("Order " + order.id() + " is confirmed.")
                : Confirmation.of("Cancel order " + order.id() + "?", "Cancel the order", CANCELLED)
                        .done("Order " + order.id() + " is cancelled.");
        for (var detail : order.details().entrySet()) {
            asked = asked.detail(detail.getKey(), detail.getValue());
        }
        return asked;
    }

    private static Decision confirmed(Order order) {
        return new Decision.Success(order.confirmed().toJson());
    }
}
