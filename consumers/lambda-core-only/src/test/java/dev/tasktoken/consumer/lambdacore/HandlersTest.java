package dev.tasktoken.consumer.lambdacore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tasktoken.Answer;
import dev.tasktoken.CallbackProcessor;
import dev.tasktoken.RedeliveryRequestedException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.lambda.LambdaPayloads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandlersTest {
    private final OneTask task = new OneTask();
    private final TokenResponder responder =
            TokenResponder.builder().client(task).build();

    @Test
    void worksWithoutLambdasEventsLibrary() throws IOException {
        MapHandler handler = new MapHandler(responder);
        InputStream stream = new ByteArrayInputStream("{\"TaskToken\":\"t-2\"}".getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        handler.handleRequest(Map.of("TaskToken", "t-1"), null);
        new StreamHandler(responder).handleRequest(stream, output, null);
        Answer answer = handler.succeed(JsonNodeFactory.instance.objectNode().put("TaskToken", "t-3"), "receipt");

        assertThat(answer).isEqualTo(Answer.ACCEPTED);
        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("null");
        assertThat(task.outputs).containsExactly("2", "2", "\"receipt\"");
    }

    @Test
    void failsTheFunctionForAPayloadThatMustComeAgain() {
        assertThatThrownBy(() -> new MapHandler(responder).handleRequest(Map.of("order", 7), null))
                .isInstanceOf(RedeliveryRequestedException.class);
    }

    record Booking(Instant at, Optional<String> note) {}

    @Test
    void namesTheModuleToAddOnReadingAndOnWriting() {
        String timed = "{\"TaskToken\":\"t-1\",\"at\":\"2026-11-28T06:00:00Z\"}";
        String optioned = "{\"TaskToken\":\"t-2\",\"note\":\"late\"}";
        CallbackProcessor<String> writing = CallbackProcessor.of(responder, String.class, text -> Instant.EPOCH);

        LambdaPayloads.process(timed, null, CallbackProcessor.of(responder, Booking.class, booking -> "read"));
        LambdaPayloads.process(optioned, null, CallbackProcessor.of(responder, Booking.class, booking -> "read"));
        LambdaPayloads.process("{\"TaskToken\":\"t-3\"}", null, writing);

        assertThat(task.outputs).isEmpty();
        assertThat(task.causes).hasSize(3).satisfiesExactly(
                cause -> assertThat(cause).contains("com.fasterxml.jackson.datatype:jackson-datatype-jsr310"),
                cause -> assertThat(cause).contains("com.fasterxml.jackson.datatype:jackson-datatype-jdk8"),
                cause -> assertThat(cause).contains("com.fasterxml.jackson.datatype:jackson-datatype-jsr310"));
    }

    @Test
    void doesNotHaveLambdasEventsLibrary() {
        assertThatThrownBy(() -> Class.forName("com.amazonaws.services.lambda.runtime.events.ScheduledEvent"))
                .isInstanceOf(ClassNotFoundException.class);
    }
}
