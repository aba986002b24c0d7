package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.DuplicateCheck;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnsEventsTest {
    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final TokenResponder responder = stepFunctions.responder();
    private final OrderHandlers handlers = new OrderHandlers(responder);
    private final List<Integer> handled = handlers.handled();

    @Test
    void processesAllRecordsAndReturnsNormally() {
        SnsEvents.process(
                SnsRecords.event(SnsRecords.numbered(1), SnsRecords.numbered(2), SnsRecords.numbered(3)),
                null,
                handlers.processor());

        assertThat(handled).containsExactly(1, 2, 3);
        assertThat(stepFunctions.answers())
                .extracting(answer -> answer.output().orElseThrow())
                .containsExactly("1", "2", "3");
    }

    @Test
    void processesTheRecordsAfterAnUnsettledOneAndThenThrows() {
        SNSEvent event = SnsRecords.event(
                SnsRecords.numbered(1), SnsRecords.withMessage("m-2", "{\"secret\":1}"), SnsRecords.numbered(3));

        assertThatThrownBy(() -> SnsEvents.process(event, null, handlers.processor()))
                .isInstanceOf(RedeliveryRequestedException.class)
                .hasMessageStartingWith("1 of 3 records must be redelivered; the first: TokenNotFoundException")
                .hasMessageNotContaining(TestTokens.PREFIX);
        assertThat(handled).containsExactly(1, 3);
    }

    @Test
    void doesNotRedoSettledRecordsWhenTheEventIsRedelivered() {
        SNSEvent event = SnsRecords.event(SnsRecords.numbered(1), SnsRecords.numbered(2));
        CallbackProcessor<Orders.Order> onceUnavailable =
                handlers.failing(2, new RedeliveryRequestedException("later"));

        assertThatThrownBy(() -> SnsEvents.process(event, null, onceUnavailable))
                .isInstanceOf(RedeliveryRequestedException.class);
        SnsEvents.process(event, null, handlers.processor());

        assertThat(handled).containsExactly(1, 2, 2);
        assertThat(stepFunctions.answers()).hasSize(2);
    }

    @Test
    void asksForTheTaskBeforeTheHandlerRuns() {
        stepFunctions.closeTask(TestTokens.numbered(1));

        SnsEvents.process(SnsRecords.event(SnsRecords.numbered(1), SnsRecords.numbered(2)), null, handlers.processor());

        assertThat(handled).containsExactly(2);
        assertThat(stepFunctions.heartbeats()).isEqualTo(1);
    }

    @Test
    void doesNotAskForTheTaskWhereTheProcessorSaysNever() {
        CallbackProcessor<Orders.Order> processor = CallbackProcessor.builder(responder, Orders.Order.class)
                .duplicateCheck(DuplicateCheck.NEVER)
                .handler(order -> order.number())
                .build();

        SnsEvents.process(SnsRecords.event(SnsRecords.numbered(1)), null, processor);

        assertThat(stepFunctions.heartbeats()).isZero();
    }

    @Test
    void hasNothingToDoWithoutRecords() {
        assertThatCode(() -> SnsEvents.process(SnsRecords.event(), null, handlers.processor()))
                .doesNotThrowAnyException();
    }

    /** As a mapper makes it that looks for "records": Lambda would take the event for processed. */
    @Test
    void refusesAnEventThatWasNotRead() {
        assertThatThrownBy(() -> SnsEvents.process(new SNSEvent(), null, handlers.processor()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no list of Records");
        assertThatThrownBy(() -> SnsEvents.process((SNSEvent) null, null, handlers.processor()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void requestsRedeliveryOfAnEmptyRecordAfterTheOthers() {
        SNSEvent event = SnsRecords.event(Arrays.asList(null, new SNSRecord(), SnsRecords.numbered(3)));

        assertThatThrownBy(() -> SnsEvents.process(event, null, handlers.processor()))
                .isInstanceOf(RedeliveryRequestedException.class)
                .hasMessageStartingWith("2 of 3 records");
        assertThat(handled).containsExactly(3);
    }

    @Test
    void runsTheHandlerOnceForTwoRecordsWithTheSameToken() {
        SNSEvent event = SnsRecords.event(SnsRecords.numbered(1), SnsRecords.withMessage("m-2", Orders.body(1)));

        SnsEvents.process(event, null, handlers.processor());

        assertThat(handled).containsExactly(1);
        assertThat(stepFunctions.answers()).hasSize(1);
    }

    @Test
    void failsTheTaskOfAHandlerThatThrowsAndReturnsNormally() {
        SnsEvents.process(
                SnsRecords.event(SnsRecords.numbered(1)),
                null,
                handlers.failing(1, new IllegalStateException("declined")));

        assertThat(stepFunctions.answers())
                .extracting(answer -> answer.error().orElseThrow())
                .containsExactly(IllegalStateException.class.getName());
    }

    @Test
    void showsNothingOfWhatAHandlersErrorSays() {
        CallbackProcessor<Orders.Order> failing = handlers.failing(1, new AssertionError("secret"));

        assertThatThrownBy(() -> SnsEvents.process(SnsRecords.event(SnsRecords.numbered(1)), null, failing))
                .hasMessageContaining("java.lang.AssertionError")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void letsAVirtualMachineErrorPassAndStartsNoFurtherRecord() {
        OutOfMemoryError fatal = new OutOfMemoryError("simulated");
        SNSEvent event = SnsRecords.event(SnsRecords.numbered(1), SnsRecords.numbered(2));

        assertThatThrownBy(() -> SnsEvents.process(event, null, handlers.failing(1, fatal)))
                .isSameAs(fatal);
        assertThat(handled).containsExactly(1);
    }

    @Test
    void startsTheOtherRecordsOfAnEventOneOfWhichOverflowsTheStack() {
        SNSEvent event = SnsRecords.event(SnsRecords.numbered(1), SnsRecords.numbered(2));

        assertThatThrownBy(
                        () -> SnsEvents.process(event, null, handlers.failing(1, new StackOverflowError("simulated"))))
                .isInstanceOf(RedeliveryRequestedException.class)
                .hasMessageStartingWith("1 of 2");
        assertThat(handled).containsExactly(1, 2);
    }

    @Test
    void startsNoFurtherRecordOnceInterrupted() {
        SNSEvent event = SnsRecords.event(SnsRecords.numbered(1), SnsRecords.numbered(2), SnsRecords.numbered(3));

        assertThatThrownBy(() -> SnsEvents.process(event, null, handlers.failing(2, new InterruptedException())))
                .isInstanceOf(RedeliveryRequestedException.class)
                .hasMessageStartingWith("2 of 3");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(handled).containsExactly(1, 2);
    }

    @Test
    void returnsTheSettlementOfASingleRecord() {
        Settlement settled = SnsEvents.process(SnsRecords.numbered(1), handlers.processor());
        Settlement unread = SnsEvents.process(SnsRecords.withMessage("m-2", "not JSON"), handlers.processor());

        assertThat(settled.isAcknowledged()).isTrue();
        assertThat(unread.isAcknowledged()).isFalse();
    }

    @Test
    void passesTheFunctionsDeadlineAndTheMessageToTheHandler() {
        Delivery seen = SeenDelivery.of((context, processor) ->
                SnsEvents.process(SnsRecords.event(SnsRecords.numbered(1)), context, processor));

        assertThat(seen.id()).isEqualTo("m-1");
        assertThat(seen.receiveCount()).isEmpty();
    }

    @Test
    void isNotStoppedByAnInterruptFlagThatAHandlerLeftBehind() {
        CallbackProcessor<Orders.Order> careless = CallbackProcessor.of(responder, Orders.Order.class, order -> {
            Thread.currentThread().interrupt();
            return order.number();
        });
        SNSEvent event = SnsRecords.event(SnsRecords.numbered(1), SnsRecords.numbered(2));
        Thread.currentThread().interrupt(); // by an earlier invocation of the same warm function

        SnsEvents.process(event, null, careless);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(stepFunctions.answers()).hasSize(2);
    }
}
