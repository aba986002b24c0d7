package dev.tasktoken.benchmarks;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.lambda.SqsEvents;
import dev.tasktoken.lambda.SqsStreamHandler;
import dev.tasktoken.processor.CallbackProcessor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A whole event of ten records, from the bytes that Lambda hands in to the bytes of the answer. */
@State(Scope.Benchmark)
public class LambdaEvent {
    /** The size of each record's body. */
    @Param({"1536", "16384"})
    public int bytes;

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final PojoSerializer<SQSEvent> events =
            LambdaEventSerializers.serializerFor(SQSEvent.class, getClass().getClassLoader());
    private final PojoSerializer<SQSBatchResponse> responses =
            JacksonFactory.getInstance().getSerializer(SQSBatchResponse.class);
    private final CallbackProcessor<Order> processor = CallbackProcessor.builder(
                    TokenResponder.of(new SilentSfn()), Order.class)
            .action((order, task) -> task.defer())
            .build();
    private final SqsStreamHandler function = new SqsStreamHandler(processor) {};
    private byte[] event = {};

    @Setup
    public void setUp() {
        event = OrderMessages.sqsEvent(10, bytes, 0);
    }

    /** A function that takes the raw stream. */
    @Benchmark
    public byte[] library() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        function.handleRequest(new ByteArrayInputStream(event), out, null);
        return out.toByteArray();
    }

    /** A function that takes what the runtime makes of the stream. */
    @Benchmark
    public byte[] onPojos() {
        SQSEvent parsed = events.fromJson(new ByteArrayInputStream(event));
        return written(SqsEvents.process(parsed, null, processor));
    }

    /** As users write it. */
    @Benchmark
    public byte[] tree(Blackhole hole) throws JsonProcessingException {
        SQSEvent parsed = events.fromJson(new ByteArrayInputStream(event));
        for (SQSEvent.SQSMessage message : parsed.getRecords()) {
            ObjectNode order = (ObjectNode) mapper.readTree(message.getBody());
            hole.consume(order.get("taskToken").asText());
            hole.consume(mapper.treeToValue(order.without("taskToken"), Order.class));
        }
        return written(new SQSBatchResponse(new ArrayList<>()));
    }

    private byte[] written(SQSBatchResponse response) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        responses.toJson(response, out);
        return out.toByteArray();
    }
}
