package dev.tasktoken.jackson3.consumer;

import dev.tasktoken.TaskFailureException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.jackson3.Jackson3Codec;
import dev.tasktoken.processor.CallbackProcessor;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.sfn.SfnClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an application writes that has a mapper of Jackson 3, as Spring Boot 4 gives it one. */
final class Payments {
    private final JsonMapper mapper;

    Payments(JsonMapper mapper) {
        this.mapper = mapper;
    }

    record Order(String orderId, long cents, Instant at) {}

    record Receipt(String orderId, Instant paidAt) {}

    /** Payload and result are records. */
    CallbackProcessor<Order> processor(SfnClient client) {
        Jackson3Codec codec = Jackson3Codec.strict(mapper);
        TokenResponder responder =
                TokenResponder.builder().client(client).codec(codec).build();
        return CallbackProcessor.builder(responder, Order.class)
                .reader(CallbackReader.builder().codec(codec).build())
                .handler(Payments::charge)
                .build();
    }

    /** Payload and result are trees; the token is where the application says. */
    CallbackProcessor<JsonNode> ofTrees(TokenResponder responder) {
        CallbackReader reader = CallbackReader.builder()
                .codec(Jackson3Codec.strict(mapper))
                .tokenBy(JsonNode.class, message -> message.at("/meta/resume").asString())
                .payloadAt("/order")
                .build();
        return CallbackProcessor.builder(responder, JsonNode.class)
                .reader(reader)
                .handler(order -> mapper.createObjectNode().set("paid", order.get("orderId")))
                .build();
    }

    /** Payloads of a generic type, answered by hand. */
    void chargeAll(TokenResponder responder, Delivery delivery) {
        CallbackReader reader = CallbackReader.builder()
                .codec(Jackson3Codec.strict(mapper))
                .payloadAt("/orders")
                .build();
        List<Order> orders = reader.read(delivery).payload(new TypeReference<List<Order>>() {}.getType());
        responder.succeed(
                reader.read(delivery), orders.stream().map(Payments::charge).toList());
    }

    private static Receipt charge(Order order) {
        if (order.cents() <= 0) {
            throw new TaskFailureException("PaymentRefused", "Nothing to charge for " + order.orderId());
        }
        return new Receipt(order.orderId(), order.at());
    }
}
