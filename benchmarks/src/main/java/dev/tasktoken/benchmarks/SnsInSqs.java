package dev.tasktoken.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.CallbackEnvelope;
import dev.tasktoken.sqs.SqsMessages;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import software.amazon.awssdk.services.sqs.model.Message;

/** An order in an SNS notification in a queue's message. */
@State(Scope.Benchmark)
public class SnsInSqs {
    /** The size of the order's own text. */
    @Param({"1536", "16384", "200000"})
    public int bytes;

    private final JsonMapper mapper = JsonMapper.builder().build();
    private Message message = Message.builder().build();

    @Setup
    public void setUp() {
        message = Message.builder()
                .messageId("a5f0c1de-75b6-4c9d-8f55-0f6d2b1d8a43")
                .body(OrderMessages.notification(OrderMessages.body(bytes, Shape.FLAT, false, 1)))
                .build();
    }

    @Benchmark
    public void library(Blackhole hole) {
        CallbackEnvelope envelope = SqsMessages.read(message);
        hole.consume(envelope.taskToken());
        hole.consume(envelope.payload(Order.class));
    }

    /** As users write it: both wrappings are trees. */
    @Benchmark
    public void tree(Blackhole hole) throws JsonProcessingException {
        String text = mapper.readTree(message.body()).get("Message").asText();
        ObjectNode order = (ObjectNode) mapper.readTree(text);
        hole.consume(order.get("taskToken").asText());
        hole.consume(mapper.treeToValue(order.without("taskToken"), Order.class));
    }
}
