package dev.tasktoken.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.delivery.TypedEnvelope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** An order in an SNS notification in a queue's message. */
@State(Scope.Benchmark)
public class SnsInSqs {
    /** The size of the order's own text. */
    @Param({"1536", "16384", "200000"})
    public int bytes;

    private final JsonMapper mapper = JsonMapper.builder().build();
    private String body = "";

    @Setup
    public void setUp() {
        body = OrderMessages.notification(OrderMessages.body(bytes, Shape.FLAT, false, 1));
    }

    @Benchmark
    public void library(Blackhole hole) {
        TypedEnvelope<Order> envelope = CallbackReader.standard().read(Delivery.of(body), Order.class);
        hole.consume(envelope.taskToken());
        hole.consume(envelope.payload());
    }

    /** As users write it: both wrappings are trees. */
    @Benchmark
    public void tree(Blackhole hole) throws JsonProcessingException {
        String text = mapper.readTree(body).get("Message").asText();
        ObjectNode order = (ObjectNode) mapper.readTree(text);
        hole.consume(order.get("taskToken").asText());
        hole.consume(mapper.treeToValue(order.without("taskToken"), Order.class));
    }
}
