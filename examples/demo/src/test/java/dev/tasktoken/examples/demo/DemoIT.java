package dev.tasktoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.TaskFailureException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.payment.PaymentOrder;
import dev.tasktoken.lambda.SqsEvents;
import dev.tasktoken.processor.CallbackProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DemoIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** {@code dev.tasktoken} and {@code software.amazon.awssdk} log at DEBUG in these tests, see this module's POM. */
    @Test
    void endsAsItMustAndPrintsNoToken() {
        List<String> tokens = new ArrayList<>();
        List<DemoSystem> systems = Demo.allSystems().stream()
                .<DemoSystem>map(system -> new TokenCollector(system, tokens))
                .toList();
        int exitCode;
        String printed;
        try (CapturedOutput output = new CapturedOutput()) {
            exitCode = new Demo(systems, System.out, LIMIT).run();
            printed = output.text();
        }

        assertThat(exitCode).isZero();
        assertThat(printed)
                .contains("Everything ended as expected: ", "DEBUG dev.tasktoken.", "DEBUG software.amazon.awssdk.");
        assertThat(tokens).hasSize(5 + 7 + 3 + 1 + 6);
        assertThat(linesWith(tokens, printed)).isEmpty();
    }

    /** The lines that hold a token, with the token cut out, so that a failing test does not print it. */
    private static List<String> linesWith(List<String> tokens, String text) {
        return text.lines()
                .flatMap(line -> tokens.stream().filter(line::contains).map(token -> line.replace(token, "TOKEN")))
                .toList();
    }

    @Test
    void failsWhenExecutionsEndOtherwiseThanTheyMust() {
        DemoSystem nobodyCanPay = new PaymentSystem(DemoIT::thatFailsEveryCard);
        int exitCode;
        String printed;
        try (CapturedOutput output = new CapturedOutput()) {
            exitCode = new Demo(List.of(nobodyCanPay), System.out, LIMIT).run("--system", "payment");
            printed = output.text();
        }

        assertThat(exitCode).as(printed).isEqualTo(1);
        assertThat(printed)
                .containsPattern(
                        "order-1001 +SUCCEEDED via Notify Payment Success +SUCCEEDED via Notify Payment Failure +NO")
                .containsPattern(
                        "order-1003 +SUCCEEDED via Notify Payment Failure +SUCCEEDED via Notify Payment Failure +ok");
    }

    @Test
    void breaksOffWhatDoesNotEnd() {
        DemoSystem endless = new Endless();
        int exitCode;
        String printed;
        try (CapturedOutput output = new CapturedOutput()) {
            exitCode = new Demo(List.of(endless), System.out, Duration.ofSeconds(10)).run();
            printed = output.text();
        }

        assertThat(exitCode).as(printed).isEqualTo(1);
        assertThat(printed).contains("endless failed: not complete after 10 s");
    }

    private record Endless() implements DemoSystem {
        @Override
        public String name() {
            return "endless";
        }

        @Override
        public String description() {
            return "waits for what does not come";
        }

        @Override
        public List<Outcome> run(Stage stage) {
            new CompletableFuture<>().join();
            return List.of();
        }
    }

    private static RequestHandler<SQSEvent, SQSBatchResponse> thatFailsEveryCard(TokenResponder responder) {
        CallbackProcessor<PaymentOrder> processor = CallbackProcessor.of(responder, PaymentOrder.class, order -> {
            throw new TaskFailureException("Failed to process payment", "Invalid Credit Card");
        });
        return (event, context) -> SqsEvents.process(event, context, processor);
    }
}
