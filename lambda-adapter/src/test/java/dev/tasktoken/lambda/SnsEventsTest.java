package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.DuplicateCheck;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.LambdaContext;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnsEventsTest {
    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final TokenResponder responder = stepFunctions.responder();
    private final OrderWork work = new OrderWork(responder);
    private final List<Integer> worked = work.worked();

    @Test
    void processesAllRecordsAndReturnsNormally() {
        SnsEvents.process(
                SnsRecords.event(SnsRecords.numbered(1), SnsRecords.numbered(2), SnsRecords.numbered(3)),
                null,
                work.processor());

        assertThat(worked).containsExactly(1, 2, 3);
        assertThat(stepFunctions.answers())
                .extracting(answer -> answer.output().orElseThrow())
                .containsExactly("1", "2", "3");
    }

    @Test
    void processesTheRecordsAfterAnUnsettledOneAndThenThrows() {
        SNSEvent event = SnsRecords.event(
                SnsRecords.numbered(1), SnsRecords.withMessage("m-2", "{\"secret\":1}"), SnsRecords.numbered(3));

        assertThatThrownBy(() -> SnsEvents.process(event, null, work.processor()))
                .isInstanceOf(RedeliveryRequestedException.class)
                .hasMessageStartingWith("1 of 3 records must be redelivered; the first: TokenNotFoundException")
                .hasMessageNotContaining(TestTokens.PREFIX);
        assertThat(worked).containsExactly(1, 3);
    }

    @Test
    void doesNotRedoSettledRecordsWhenTheEventIsRedelivered() {
        SNSEvent event = SnsRecords.event(SnsRecords.numbered(1), SnsRecords.numbered(2));
        CallbackProcessor<Orders.Order> onceUnavailable = work.failing(2, new RedeliveryRequestedException("later"));

        assertThatThrownBy(() -> SnsEvents.process(event, null, onceUnavailable))
                .isInstanceOf(RedeliveryRequestedException.class);
        SnsEvents.process(event, null, work.processor());

        assertThat(worked).containsExactly(1, 2, 2);
        assertThat(stepFunctions.answers()).hasSize(2);
    }

    @Test
    void asksForTheTaskBeforeAnyWork() {
        stepFunctions.closeTask(TestTokens.numbered(1));

        SnsEvents.process(SnsRecords.event(SnsRecords.numbered(1), SnsRecords.numbered(2)), null, work.processor());

        assertThat(worked).containsExactly(2);
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
        assertThatCode(() -> SnsEvents.process(SnsRecords.event(), null, work.processor()))
                .doesNotThrowAnyException();
    }

    /** As a mapper makes it that looks for "records": Lambda would take the event for processed. */
    @Test
    void refusesAnEventThatWasNotRead() {
        assertThatThrownBy(() -> SnsEvents.process(new SNSEvent(), null, work.processor()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no list of Records");
        assertThatThrownBy(() -> SnsEvents.process((SNSEvent) null, null, work.processor()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void requestsRedeliveryOfAnEmptyRecordAfterTheOthers() {
        SNSEvent event = SnsRecords.event(Arrays.asList(null, new SNSRecord(), SnsRecords.numbered(3)));

        assertThatThrownBy(() -> SnsEvents.process(event, null, work.processor()))
                .isInstanceOf(RedeliveryRequestedException.class)
                .hasMessageStartingWith("2 of 3 records");
        assertThat(worked).containsExactly(3);
    }

    @Test
    void worksOnceForTwoRecordsWithTheSameToken() {
        SNSEvent event = SnsRecords.event(SnsRecords.numbered(1), SnsRecords.withMessage("m-2", Orders.body(1)));

        SnsEvents.process(event, null, work.processor());

        assertThat(worked).containsExactly(1);
        assertThat(stepFunctions.answers()).hasSize(1);
    }

    @Test
    void failsTheTaskOfAHandlerThatThrowsAndReturnsNormally() {
        SnsEvents.process(
                SnsRecords.event(SnsRecords.numbered(1)), null, work.failing(1, new IllegalStateException("declined")));

        assertThat(stepFunctions.answers())
                .extracting(answer -> answer.error().orElseThrow())
                .containsExactly(IllegalStateException.class.getName());
    }

    @Test
    void showsNothingOfWhatAHandlersErrorSays() {
        CallbackProcessor<Orders.Order> failing = work.failing(1, new AssertionError("secret"));

        assertThatThrownBy(() -> SnsEvents.process(SnsRecords.event(SnsRecords.numbered(1)), null, failing))
                .hasMessageContaining("java.lang.AssertionError")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void letsAVirtualMachineErrorPassAndStartsNoFurtherRecord() {
        OutOfMemoryError fatal = new OutOfMemoryError("simulated");
        SNSEvent event = SnsRecords.event(SnsRecords.numbered(1), SnsRecords.numbered(2));

        assertThatThrownBy(() -> SnsEvents.process(event, null, work.failing(1, fatal)))
                .isSameAs(fatal);
        assertThat(worked).containsExactly(1);
    }

    @Test
    void startsTheOtherRecordsOfAnEventOneOfWhichOverflowsTheStack() {
        SNSEvent event = SnsRecords.event(SnsRecords.numbered(1), SnsRecords.numbered(2));

        assertThatThrownBy(() -> SnsEvents.process(event, null, work.failing(1, new StackOverflowError("simulated"))))
                .isInstanceOf(RedeliveryRequestedException.class)
                .hasMessageStartingWith("1 of 2");
        assertThat(worked).containsExactly(1, 2);
    }

    @Test
    void startsNoFurtherRecordOnceInterrupted() {
        SNSEvent event = SnsRecords.event(SnsRecords.numbered(1), SnsRecords.numbered(2), SnsRecords.numbered(3));

        assertThatThrownBy(() -> SnsEvents.process(event, null, work.failing(2, new InterruptedException())))
                .isInstanceOf(RedeliveryRequestedException.class)
                .hasMessageStartingWith("2 of 3");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(worked).containsExactly(1, 2);
    }

    @Test
    void saysWhatBecameOfASingleRecord() {
        Settlement settled = SnsEvents.process(SnsRecords.numbered(1), work.processor());
        Settlement again = SnsEvents.process(SnsRecords.withMessage("m-2", "not JSON"), work.processor());

        assertThat(settled.isAcknowledged()).isTrue();
        assertThat(again.isAcknowledged()).isFalse();
    }

    @Test
    void tellsTheHandlerTheFunctionsDeadlineAndTheMessage() {
        List<Instant> deadlines = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        CallbackProcessor<Orders.Order> processor = CallbackProcessor.builder(responder, Orders.Order.class)
                .action((order, task) -> {
                    assertThat(task.delivery().receiveCount()).isEmpty();
                    deadlines.add(task.delivery().deadline().orElseThrow());
                    ids.add(task.delivery().id());
                })
                .build();
        Instant before = Instant.now();

        LambdaContext context = LambdaContext.of("orders").timeout(Duration.ofSeconds(60));
        SnsEvents.process(SnsRecords.event(SnsRecords.numbered(1)), context, processor);

        assertThat(ids).containsExactly("m-1");
        assertThat(deadlines)
                .singleElement()
                .satisfies(deadline -> assertThat(deadline)
                        .isBetween(before.plusMillis(59_999), Instant.now().plusMillis(60_000)));
    }
}
