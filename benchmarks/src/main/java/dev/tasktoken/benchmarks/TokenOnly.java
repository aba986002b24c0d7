package dev.tasktoken.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.TaskToken;
import dev.tasktoken.sqs.SqsMessages;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.services.sqs.model.Message;

/** Only the token of a message, for somebody who passes it on. */
@State(Scope.Benchmark)
public class TokenOnly {
    /** The size of the body. */
    @Param({"16384", "256000", "1000000"})
    public int bytes;

    private final JsonMapper mapper = JsonMapper.builder().build();
    private Message message = Message.builder().build();

    @Setup
    public void setUp() {
        message = Message.builder()
                .messageId("a5f0c1de-75b6-4c9d-8f55-0f6d2b1d8a43")
                .body(OrderMessages.body(bytes, Shape.FLAT, false, 1))
                .build();
    }

    @Benchmark
    public TaskToken library() {
        return SqsMessages.read(message).taskToken();
    }

    /** As users write it. */
    @Benchmark
    public String tree() throws JsonProcessingException {
        return mapper.readTree(message.body()).get("taskToken").asText();
    }
}
