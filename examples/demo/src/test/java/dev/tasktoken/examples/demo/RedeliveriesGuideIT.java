package dev.tasktoken.examples.demo;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.PausedTask;
import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.lambda.DeadLetterHandler;
import dev.tasktoken.lambda.SqsEvents;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.DuplicateCheck;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.sqs.SqsMessages;
import dev.tasktoken.testkit.Deliveries;
import dev.tasktoken.testkit.Fault;
import dev.tasktoken.testkit.LambdaEvents;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.StartedExecution;
import dev.tasktoken.testkit.TestTokens;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** docs/errors.md: which deliveries are redelivered, and what a closed task or a lost response means for them. */
class RedeliveriesGuideIT {
    private static final String ORDER = "{\"orderId\": \"0001\", \"cents\": 1999}";
    private static final String TOKEN = TestTokens.numbered(1);

    private final LocalStepFunctions stepFunctions = LocalStepFunctions.start();
    private final RecordingResponder recording = RecordingResponder.create();

    private record Order(String orderId, int cents) {}

    private interface Bank {
        Object charge(Order order) throws IOException;
    }

    @AfterEach
    void stop() {
        stepFunctions.close();
    }

    @Test
    void aLostResponseIsUnconfirmed() {
        TokenResponder responder = TokenResponder.of(stepFunctions.client());
        stepFunctions.functions().register("charge", payload -> "null");
        StartedExecution execution = stepFunctions.run(GuideTask.catching("States.ALL"), ORDER);
        TaskToken task = TaskToken.of(execution.awaitOpenTask());
        stepFunctions
                .faults()
                .inject(Fault.cutAfter().operations("SendTaskSuccess").times(1));

        assertThat(isHeard(responder, task, "paid")).isTrue();
        assertThat(responder.succeed(task, "paid again")).isEqualTo(AnswerOutcome.ALREADY_CLOSED);
        assertThat(execution).succeeded().withOutput("\"paid\"");
        assertThat(stepFunctions.faults().calls("SendTaskSuccess")).isEqualTo(3);
    }

    @Test
    void aKeptAnswerIsSentWithoutRunningTheHandler() {
        List<Order> charged = new ArrayList<>();
        CallbackProcessor<Order> processor = CallbackProcessor.builder(recording.responder(), Order.class)
                .retryAnswerFor(Duration.ZERO)
                .handler(order -> charged.add(order))
                .build();
        Delivery delivery = Delivery.builder(Deliveries.direct(TOKEN, ORDER).event())
                .receiveCount(1)
                .build();
        recording.refuseNext(SdkClientException.create("connection reset"));

        Settlement first = processor.process(delivery);
        Settlement second = processor.process(delivery);

        assertThat(first.isAcknowledged()).isFalse();
        assertThat(second).isInstanceOf(Settlement.Succeeded.class);
        assertThat(charged).hasSize(1);
        assertThat(recording.task(TOKEN)).succeeded().withOutput(true);
    }

    @Test
    void aHandlerRequestsRedelivery() {
        CallbackProcessor<Order> processor = CallbackProcessor.of(recording.responder(), Order.class, order -> {
            throw new RedeliveryRequestedException("the bank is closed until six");
        });

        Settlement settlement =
                processor.process(Delivery.of(Deliveries.direct(TOKEN, ORDER).event()));

        assertThat(settlement.isAcknowledged()).isFalse();
        assertThat(recording.task(TOKEN)).isOpen();
    }

    @Test
    void anAnswerIsHeardOnce() {
        TaskToken task = TaskToken.of(TOKEN);

        assertThat(isHeard(recording.responder(), task, "paid")).isTrue();
        assertThat(isHeard(recording.responder(), task, "paid again")).isFalse();
    }

    private static boolean isHeard(TokenResponder responder, PausedTask task, Object receipt) {
        return switch (responder.succeed(task, receipt)) {
            case ACCEPTED -> true; // the workflow goes on with it
            case ALREADY_CLOSED -> false; // nobody hears it: undo the work, if that can be done
            case UNCONFIRMED -> true; // perhaps it was heard, and the response was lost: undo nothing
        };
    }

    @Test
    void theHandlerOfAClosedTaskDoesNotRun() {
        List<Order> charged = new ArrayList<>();
        CallbackProcessor<Order> processor =
                CallbackProcessor.of(recording.responder(), Order.class, order -> charged.add(order));
        recording.closeTask(TOKEN);

        Settlement settlement =
                SqsMessages.process(Deliveries.sqs(TOKEN, ORDER).redelivered().message(), processor);

        assertThat(settlement).isEqualTo(new Settlement.AlreadyClosed());
        assertThat(charged).isEmpty();
    }

    @Test
    void theFirstReceiveOfADeadTokenIsWorkUnlessEachIsChecked() {
        List<Order> charged = new ArrayList<>();
        recording.closeTask(TOKEN);

        Settlement unchecked =
                received(CallbackProcessor.of(recording.responder(), Order.class, order -> charged.add(order)), 1);
        assertThat(unchecked).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ALREADY_CLOSED));
        assertThat(charged).hasSize(1);

        Settlement checked = received(
                CallbackProcessor.builder(recording.responder(), Order.class)
                        .duplicateCheck(DuplicateCheck.ALWAYS)
                        .handler(order -> charged.add(order))
                        .build(),
                1);
        assertThat(checked).isEqualTo(new Settlement.AlreadyClosed());
        assertThat(charged).hasSize(1);
    }

    @Test
    void whatTheLibraryCannotDeliverIsNoFailure() {
        TaskToken another = TaskToken.of(TestTokens.numbered(2));
        TokenResponder responder = recording.responder();
        recording.refuseNext(SdkClientException.create("connection reset"));

        Settlement unheard = received(
                CallbackProcessor.of(responder, Order.class, order -> responder.succeed(another, "paid, too")), 1);
        Settlement unstored = received(
                CallbackProcessor.of(responder, Order.class, order -> {
                    throw new StoreUnavailableException("the bucket is slow", null);
                }),
                1);

        assertThat(unheard)
                .isInstanceOfSatisfying(
                        Settlement.Redeliver.class,
                        redeliver -> assertThat(redeliver.reason()).isInstanceOf(AnswerNotDeliveredException.class));
        assertThat(unstored)
                .isInstanceOfSatisfying(
                        Settlement.Redeliver.class,
                        redeliver -> assertThat(redeliver.reason()).isInstanceOf(StoreUnavailableException.class));
        assertThat(recording.task(TOKEN)).isOpen();
    }

    @Test
    void whatCannotBeReadIsRedeliveredAlone() {
        String rival = ", \"childTaskToken\": \"" + TestTokens.numbered(2) + "\"}";
        SQSEvent event = LambdaEvents.sqs(
                Deliveries.sqs(TOKEN, ORDER).withoutToken().messageId("none"),
                Deliveries.sqs(TOKEN, ORDER.replace("}", rival)).messageId("two"),
                Deliveries.sqs(TOKEN, ORDER.replace("}", ", \"taskToken\": \"$$.Task.Token\"}"))
                        .withoutToken()
                        .messageId("slip"),
                Deliveries.sqs(TOKEN, ORDER).messageId("text"),
                Deliveries.sqs(TestTokens.numbered(3), "{\"orderId\": []}").messageId("unbound"),
                Deliveries.sqs(TestTokens.numbered(4), ORDER).messageId("good"));
        event.getRecords().get(3).setBody("charge order 1, please");

        var response = SqsEvents.process(event, null, CallbackProcessor.of(recording.responder(), Order.class, o -> 1));

        assertThat(response.getBatchItemFailures().stream().map(failure -> failure.getItemIdentifier()))
                .containsExactly("none", "two", "slip", "text");
        assertThat(recording.task(TestTokens.numbered(3))).failed().withError("InvalidPayload");
        assertThat(recording.task(TestTokens.numbered(4))).succeeded();
        assertThat(recording.answers()).hasSize(2);
    }

    @Test
    void aHandlerThatNeverReturnsFailsItsTaskInTheEnd() {
        TokenResponder responder = recording.responder();
        Bank bank = order -> {
            throw new RedeliveryRequestedException("the bank is closed until six");
        };

        CallbackProcessor<Order> processor = CallbackProcessor.builder(responder, Order.class)
                .maxReceives(3)
                .handler(order -> bank.charge(order))
                .build();

        for (int receives = 1; receives < 3; receives++) {
            assertThat(received(processor, receives).isAcknowledged()).isFalse();
        }
        assertThat(received(processor, 3).isAcknowledged()).isTrue();
        assertThat(recording.task(TOKEN)).failed().withError("TooManyReceives");
    }

    @Test
    void aDeadLetterFailsItsTask() {
        TokenResponder responder = recording.responder();

        DeadLetterHandler deadLetters = new DeadLetterHandler(responder);

        SQSEvent event = LambdaEvents.sqs(Deliveries.sqs(TOKEN, ORDER).receiveCount(4));
        assertThat(deadLetters.handleRequest(event, null).getBatchItemFailures())
                .isEmpty();
        assertThat(recording.task(TOKEN)).failed().withError("DeadLetter");
    }

    @Test
    void whatLambdaGaveUpFailsItsTask() {
        String payload = Deliveries.direct(TOKEN, ORDER).event();
        String destination = """
                {"version": "1.0", "timestamp": "2026-01-01T00:00:00.000Z",
                  "requestContext": {"requestId": "1", "condition": "RetriesExhausted", "approximateInvokeCount": 3},
                  "requestPayload": %s,
                  "responseContext": {"statusCode": 200, "functionError": "Unhandled"},
                  "responsePayload": {"errorType": "java.io.IOException"}}
                """.formatted(payload);

        assertThat(isFailedAsADeadLetter(payload)).isTrue();
        assertThat(isFailedAsADeadLetter(Deliveries.eventBridge(TOKEN, ORDER).event()))
                .isTrue();
        assertThat(isFailedAsADeadLetter(destination)).isTrue();
        assertThat(isFailedAsADeadLetter(Deliveries.sns(TOKEN, ORDER).event())).isFalse();
    }

    /** Whether the function fails the task of what another queue than the state's has as its message. */
    private static boolean isFailedAsADeadLetter(String body) {
        RecordingResponder recording = RecordingResponder.create();
        SQSEvent event = LambdaEvents.sqs(Deliveries.sqs(TestTokens.numbered(2), ORDER));
        event.getRecords().get(0).setBody(body);
        boolean isLeft = !new DeadLetterHandler(recording.responder())
                .handleRequest(event, null)
                .getBatchItemFailures()
                .isEmpty();
        if (isLeft) {
            assertThat(recording.answers()).isEmpty();
            return false;
        }
        assertThat(recording.task(TOKEN)).failed().withError("DeadLetter");
        return true;
    }

    private static Settlement received(CallbackProcessor<Order> processor, int receives) {
        return SqsMessages.process(
                Deliveries.sqs(TOKEN, ORDER).receiveCount(receives).message(), processor);
    }
}
