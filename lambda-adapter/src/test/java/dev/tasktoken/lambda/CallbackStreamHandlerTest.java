package dev.tasktoken.lambda;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.testkit.DeliveryKit;
import dev.tasktoken.testkit.LambdaContext;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CallbackStreamHandlerTest {
    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final TokenResponder responder = stepFunctions.responder();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    record Order(int number) {}

    /** What a user writes. */
    private static final class Doubling extends CallbackStreamHandler {
        Doubling(TokenResponder responder) {
            super(CallbackProcessor.of(responder, Order.class, order -> order.number() * 2));
        }
    }

    private static InputStream payload(int number) {
        return stream("{\"taskToken\":\"" + TestTokens.numbered(number) + "\",\"number\":" + number + "}");
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void answersTheTaskAndWritesNull() throws IOException {
        RequestStreamHandler handler = new Doubling(responder);

        handler.handleRequest(payload(21), output, LambdaContext.of("orders"));

        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("null");
        assertThat(stepFunctions.answers()).hasSize(1);
        assertThat(stepFunctions.task(TestTokens.numbered(21))).succeeded().withOutput("42");
    }

    @Test
    void writesNothingWhenThePayloadMustBeRedelivered() {
        RequestStreamHandler handler = new Doubling(responder);

        assertThatThrownBy(() -> handler.handleRequest(stream("{\"number\":21}"), output, LambdaContext.of("orders")))
                .isExactlyInstanceOf(RedeliveryRequestedException.class)
                .hasMessageContaining("TokenNotFoundException");
        assertThat(output.size()).isZero();
    }

    @Test
    void takesRawEventsOfEventBridge() throws IOException {
        String event = DeliveryKit.named("EventBridge event").body();
        CallbackStreamHandler handler =
                new CallbackStreamHandler(CallbackProcessor.of(responder, String.class, String::length)) {};

        handler.handleRequest(stream(event), output, LambdaContext.of("orders"));

        assertThat(stepFunctions.answers()).hasSize(1);
    }

    @Test
    void namesTheAdapterThatTakesAQueuesMessages() {
        InputStream event = stream("{\"Records\":[{\"eventSource\":\"aws:sqs\",\"body\":\"{}\"}]}");

        assertThatThrownBy(() -> new Doubling(responder).handleRequest(event, output, LambdaContext.of("orders")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SqsEvents");
    }

    @Test
    void passesOnThatTheStreamBrokeOff() {
        InputStream broken = new BrokenStream();

        assertThatThrownBy(() -> new Doubling(responder).handleRequest(broken, output, LambdaContext.of("orders")))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("reset");
    }

    @Test
    void oneInstanceServesManyInvocationsAtOnce() throws Exception {
        int invocations = 8;
        CyclicBarrier together = new CyclicBarrier(invocations);
        CallbackStreamHandler handler =
                new CallbackStreamHandler(CallbackProcessor.of(responder, Order.class, order -> {
                    together.await();
                    return order.number();
                })) {};
        ExecutorService threads = Executors.newFixedThreadPool(invocations);
        List<Future<?>> running = new ArrayList<>();

        for (int number = 0; number < invocations; number++) {
            InputStream payload = payload(number);
            running.add(threads.submit(() -> {
                handler.handleRequest(
                        payload,
                        new ByteArrayOutputStream(),
                        LambdaContext.of("orders").requestId("r"));
                return null;
            }));
        }
        for (Future<?> invocation : running) {
            invocation.get();
        }
        threads.shutdown();

        assertThat(stepFunctions.answers())
                .hasSize(invocations)
                .allSatisfy(answer -> assertThat(answer.fingerprint())
                        .isEqualTo(TaskToken.of(TestTokens.numbered(
                                        Integer.parseInt(answer.output().orElseThrow())))
                                .fingerprint()));
    }

    @Test
    void leavesNothingOfItsResponseInABuffer() throws IOException {
        new Doubling(responder).handleRequest(payload(21), new BufferedOutputStream(output), null);

        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("null");
    }
}
