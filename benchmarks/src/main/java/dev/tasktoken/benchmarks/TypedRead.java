package dev.tasktoken.benchmarks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.delivery.TypedEnvelope;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.sqs.SqsMessages;
import java.io.IOException;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.lambda.powertools.utilities.EventDeserializer;

/** A message with an order and a token in, both out, typed. */
@State(Scope.Benchmark)
public class TypedRead {
    @Param({"1536", "16384", "256000"})
    public int bytes;

    @Param
    public Shape shape = Shape.FLAT;

    @Param({"true", "false"})
    public boolean tokenFirst;

    private final JsonMapper mapper = JsonMapper.builder().build();
    private Message message = Message.builder().build();
    private CallbackReader reader = CallbackReader.standard();
    private CallbackProcessor<Order> processor = deferring(reader);
    private Class<?> holder = Order.Flat.class;

    @Setup
    public void setUp() {
        if (shape == Shape.NESTED) {
            reader = CallbackReader.builder().payloadAt("/input").build();
            holder = Order.Nested.class;
        }
        processor = deferring(reader);
        message = Message.builder()
                .messageId("a5f0c1de-75b6-4c9d-8f55-0f6d2b1d8a43")
                .attributes(Map.of(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1"))
                .body(OrderMessages.body(bytes, shape, tokenFirst, 1))
                .build();
    }

    /** Token and payload at once. */
    @Benchmark
    public void library(Blackhole hole) {
        TypedEnvelope<Order> envelope = reader.read(Delivery.of(message.body()), Order.class);
        hole.consume(envelope.taskToken());
        hole.consume(envelope.payload());
    }

    /** The token, and then the payload: what a user does who looks before deciding what the payload is. */
    @Benchmark
    public void inTwoSteps(Blackhole hole) {
        CallbackEnvelope envelope = SqsMessages.read(message, reader);
        hole.consume(envelope.taskToken());
        hole.consume(envelope.payload(Order.class));
    }

    /** As a processor reads: all that happens to a message but the answer. */
    @Benchmark
    public Settlement processor() {
        return SqsMessages.process(message, processor);
    }

    /** The floor: nobody who binds with Jackson binds faster. */
    @Benchmark
    public Object floor() throws JsonProcessingException {
        return mapper.readValue(message.body(), holder);
    }

    /** The floor of a reader that looks for every rival of the token before anything is bound: two bare parses. */
    @Benchmark
    public Object twoParses(Blackhole hole) throws IOException {
        try (JsonParser parser = mapper.createParser(message.body())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                hole.consume(token);
            }
        }
        return mapper.readValue(message.body(), holder);
    }

    /** As users write it. */
    @Benchmark
    public void tree(Blackhole hole) throws JsonProcessingException {
        JsonNode root = mapper.readTree(message.body());
        hole.consume(root.get("taskToken").asText());
        JsonNode payload = shape == Shape.NESTED ? root.get("input") : ((ObjectNode) root).without("taskToken");
        hole.consume(mapper.treeToValue(payload, Order.class));
    }

    /** Powertools binds a body to a holder; it knows nothing of tokens. */
    @Benchmark
    public Object powertools() {
        return EventDeserializer.extractDataFrom(message.body()).as(holder);
    }

    private static CallbackProcessor<Order> deferring(CallbackReader reader) {
        return CallbackProcessor.builder(TokenResponder.of(new SilentSfn()), Order.class)
                .reader(reader)
                .action((order, task) -> task.defer())
                .build();
    }
}
