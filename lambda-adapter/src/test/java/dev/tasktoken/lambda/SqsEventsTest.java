package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqsEventsTest {
    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final TokenResponder responder = stepFunctions.responder();
    private final OrderHandlers handlers = new OrderHandlers(responder);
    private final List<Integer> handled = handlers.handled();

    @Test
    void listsExactlyTheOneOfTenRecordsThatIsNotJson() {
        List<SQSMessage> records = new ArrayList<>(SqsRecords.numbered(0, 10));
        records.set(6, SqsRecords.withBody("m-6", "not JSON"));

        SQSBatchResponse response = SqsEvents.process(SqsRecords.event(records), null, handlers.processor());

        assertThat(SqsRecords.failed(response)).containsExactly("m-6");
        assertThat(handled).containsExactly(0, 1, 2, 3, 4, 5, 7, 8, 9);
        assertThat(stepFunctions.answers()).hasSize(9);
    }

    @Test
    void listsNothingWhenAllAreAcknowledged() {
        SQSBatchResponse response =
                SqsEvents.process(SqsRecords.event(SqsRecords.numbered(0, 3)), null, handlers.processor());

        assertThat(response.getBatchItemFailures()).isEmpty();
    }

    @Test
    void hasNothingToDoWithoutRecords() {
        assertThat(SqsRecords.failed(SqsEvents.process(SqsRecords.event(), null, handlers.processor())))
                .isEmpty();
    }

    /** As a mapper makes it that looks for "records": an empty answer would make Lambda delete the batch. */
    @Test
    void refusesAnEventThatWasNotRead() {
        assertThatThrownBy(() -> SqsEvents.process(new SQSEvent(), null, handlers.processor()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no list of Records")
                .hasMessageContaining("\"records\"");
        assertThatThrownBy(() -> SqsEvents.process(new SQSEvent(), null, handlers.processor(), Runnable::run))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void settlesARecordWhoseHandlerThrowsAnException() {
        CallbackProcessor<Orders.Order> declining = CallbackProcessor.of(responder, Orders.Order.class, order -> {
            throw new IllegalStateException("declined");
        });

        SQSBatchResponse response = SqsEvents.process(SqsRecords.event(SqsRecords.numbered(1)), null, declining);

        assertThat(SqsRecords.failed(response)).isEmpty();
        assertThat(stepFunctions.answers())
                .extracting(answer -> answer.error().orElseThrow())
                .containsExactly(IllegalStateException.class.getName());
    }

    @Test
    void listsARecordWhoseHandlerThrowsAnErrorAndGoesOn() {
        CallbackProcessor<Orders.Order> failing = handlers.failing(1, new AssertionError("broken"));

        SQSBatchResponse response = SqsEvents.process(SqsRecords.event(SqsRecords.numbered(0, 3)), null, failing);

        assertThat(SqsRecords.failed(response)).containsExactly("m-1");
        assertThat(handled).containsExactly(0, 1, 2);
    }

    @Test
    void listsARecordWhosePayloadBreaksTheMapper() {
        CallbackProcessor<Unbindable> processor = CallbackProcessor.of(responder, Unbindable.class, it -> 42);

        SQSBatchResponse response = SqsEvents.process(SqsRecords.event(SqsRecords.numbered(1)), null, processor);

        assertThat(SqsRecords.failed(response)).containsExactly("m-1");
    }

    @Test
    void saysWhyABrokenMapperCausesRedeliveryOfASingleRecord() {
        CallbackProcessor<Unbindable> processor = CallbackProcessor.of(responder, Unbindable.class, it -> 42);

        Settlement settlement = SqsEvents.process(SqsRecords.numbered(1), processor);

        assertThat(settlement)
                .isInstanceOfSatisfying(
                        Settlement.Redeliver.class,
                        redeliver -> assertThat(redeliver.reason()).isInstanceOf(LinkageError.class));
    }

    @Test
    void letsAVirtualMachineErrorPassAndStartsNoFurtherRecord() {
        OutOfMemoryError fatal = new OutOfMemoryError("simulated");
        CallbackProcessor<Orders.Order> failing = handlers.failing(1, fatal);

        assertThatThrownBy(() -> SqsEvents.process(SqsRecords.event(SqsRecords.numbered(0, 3)), null, failing))
                .isSameAs(fatal);
        assertThat(handled).containsExactly(0, 1);
    }

    @Test
    void startsTheOtherRecordsOfABatchOneOfWhichOverflowsTheStack() {
        CallbackProcessor<Orders.Order> failing = handlers.failing(1, new StackOverflowError("simulated"));

        SQSBatchResponse response = SqsEvents.process(SqsRecords.event(SqsRecords.numbered(0, 3)), null, failing);

        assertThat(SqsRecords.failed(response)).containsExactly("m-1");
        assertThat(handled).containsExactly(0, 1, 2);
    }

    @Test
    void startsNoFurtherRecordOnceInterrupted() {
        CallbackProcessor<Orders.Order> interrupted = handlers.failing(1, new InterruptedException());

        SQSBatchResponse response = SqsEvents.process(SqsRecords.event(SqsRecords.numbered(0, 4)), null, interrupted);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(SqsRecords.failed(response)).containsExactly("m-1", "m-2", "m-3");
        assertThat(handled).containsExactly(0, 1);
    }

    @Test
    void isNotStoppedByAnInterruptFlagThatAHandlerLeftBehind() {
        CallbackProcessor<Orders.Order> careless =
                CallbackProcessor.of(RecordingResponder.create().responder(), Orders.Order.class, order -> {
                    Thread.currentThread().interrupt();
                    return order.number();
                });
        Thread.currentThread().interrupt(); // by an earlier invocation of the same warm function

        SQSBatchResponse response = SqsEvents.process(SqsRecords.event(SqsRecords.numbered(0, 4)), null, careless);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(SqsRecords.failed(response)).isEmpty();
    }

    @Test
    void throwsForAFailedRecordWithoutAMessageIdWhenAllOthersAreAcknowledged() {
        for (String missing : new String[] {null, "", " "}) {
            SQSMessage unnamed = SqsRecords.withBody("m-1", "not JSON");
            unnamed.setMessageId(missing);

            assertThatThrownBy(() -> SqsEvents.process(
                            SqsRecords.event(unnamed, SqsRecords.numbered(2)), null, handlers.processor()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("message id");
        }
        assertThat(handled).containsExactly(2, 2, 2);
    }

    @Test
    void settlesARecordWithoutAMessageId() {
        SQSMessage unnamed = SqsRecords.numbered(1);
        unnamed.setMessageId(null);

        SQSBatchResponse response = SqsEvents.process(SqsRecords.event(unnamed), null, handlers.processor());

        assertThat(SqsRecords.failed(response)).isEmpty();
    }

    @Test
    void takesAMissingRecordForAFailedOneWithoutAnId() {
        SQSEvent event = SqsRecords.event(Arrays.asList(null, SqsRecords.numbered(2)));

        assertThatThrownBy(() -> SqsEvents.process(event, null, handlers.processor()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(handled).containsExactly(2);
    }

    @Test
    void listsAMessageOnceThatIsInTheBatchTwice() {
        SQSMessage broken = SqsRecords.withBody("m-1", "not JSON");

        SQSBatchResponse response = SqsEvents.process(SqsRecords.event(broken, broken), null, handlers.processor());

        assertThat(SqsRecords.failed(response)).containsExactly("m-1");
    }

    @Test
    void runsTheHandlerOnceForTwoRecordsWithTheSameToken() {
        SQSMessage duplicate = SqsRecords.withBody("m-2", Orders.body(1));

        SQSBatchResponse response =
                SqsEvents.process(SqsRecords.event(SqsRecords.numbered(1), duplicate), null, handlers.processor());

        assertThat(SqsRecords.failed(response)).isEmpty();
        assertThat(handled).containsExactly(1);
        assertThat(stepFunctions.answers()).hasSize(1);
    }

    @Test
    void settlesARedeliveryOfAnAnsweredTaskWithoutRunningTheHandler() {
        stepFunctions.closeTask(TestTokens.numbered(1));
        SQSMessage redelivered = SqsRecords.receivedTimes("2", SqsRecords.numbered(1));

        SQSBatchResponse response = SqsEvents.process(SqsRecords.event(redelivered), null, handlers.processor());

        assertThat(SqsRecords.failed(response)).isEmpty();
        assertThat(handled).isEmpty();
    }

    @Test
    void asksForTheTaskWhereTheReceiveCountIsMalformed() {
        SQSMessage malformed = SqsRecords.receivedTimes("often", SqsRecords.numbered(1));

        assertThat(SqsEvents.process(malformed, handlers.processor()))
                .isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(stepFunctions.heartbeats()).isEqualTo(1);
    }

    @Test
    void failsTheTaskAtTheLastAllowedReceive() {
        CallbackProcessor<Orders.Order> processor = CallbackProcessor.builder(responder, Orders.Order.class)
                .maxReceives(3)
                .handler(order -> {
                    throw new RedeliveryRequestedException("later");
                })
                .build();

        Settlement second = SqsEvents.process(SqsRecords.receivedTimes("2", SqsRecords.numbered(1)), processor);
        Settlement third = SqsEvents.process(SqsRecords.receivedTimes("3", SqsRecords.numbered(1)), processor);

        assertThat(second.isAcknowledged()).isFalse();
        assertThat(third).isEqualTo(new Settlement.Failed(TaskFailure.TOO_MANY_RECEIVES, AnswerOutcome.ACCEPTED));
    }

    @Test
    void passesTheFunctionsDeadlineAndTheMessageToTheHandler() {
        Delivery seen = SeenDelivery.of((context, processor) ->
                SqsEvents.process(SqsRecords.event(SqsRecords.numbered(1)), context, processor));

        assertThat(seen.id()).isEqualTo("m-1");
    }

    /** A payload whose deserializer lacks a class. */
    @JsonDeserialize(using = Unbindable.Deserializer.class)
    record Unbindable() {
        static final class Deserializer extends JsonDeserializer<Unbindable> {
            @Override
            public Unbindable deserialize(JsonParser parser, DeserializationContext context) {
                throw new NoClassDefFoundError("simulated");
            }
        }
    }

    @Test
    void showsTheMessagesIdOnly() {
        assertThat(new PojoRecord(SqsRecords.numbered(1))).hasToString("PojoRecord[m-1]");
    }
}
