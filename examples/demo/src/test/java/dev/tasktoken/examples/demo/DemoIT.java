package dev.tasktoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.CallbackProcessor;
import dev.tasktoken.TaskFailureException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.payment.PaymentOrder;
import dev.tasktoken.sqs.SqsEvents;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoIT {
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
            exitCode = new Demo(systems, System.out).run();
            printed = output.text();
        }

        assertThat(exitCode).as(printed).isZero();
        assertThat(printed).contains("Everything ended as it must.");
        assertThat(tokens).hasSize(5 + 7).allMatch(token -> token.length() > 20);
        assertThat(printed)
                .contains("DEBUG dev.tasktoken.")
                .contains("DEBUG software.amazon.awssdk.")
                .doesNotContain(tokens);
    }

    @Test
    void failsWhenExecutionsEndOtherwiseThanTheyMust() {
        DemoSystem nobodyCanPay = new PaymentSystem(DemoIT::thatFailsEveryCard);
        int exitCode;
        String printed;
        try (CapturedOutput output = new CapturedOutput()) {
            exitCode = new Demo(List.of(nobodyCanPay), System.out).run("--system", "payment");
            printed = output.text();
        }

        assertThat(exitCode).as(printed).isEqualTo(1);
        assertThat(printed)
                .containsPattern(
                        "order-1001 +SUCCEEDED via Notify Payment Success +SUCCEEDED via Notify Payment Failure +NO")
                .containsPattern(
                        "order-1003 +SUCCEEDED via Notify Payment Failure +SUCCEEDED via Notify Payment Failure +ok");
    }

    private static RequestHandler<SQSEvent, SQSBatchResponse> thatFailsEveryCard(TokenResponder responder) {
        CallbackProcessor<PaymentOrder> processor = CallbackProcessor.of(responder, PaymentOrder.class, order -> {
            throw new TaskFailureException("Failed to process payment", "Invalid Credit Card");
        });
        return (event, context) -> SqsEvents.process(event, context, processor);
    }
}
