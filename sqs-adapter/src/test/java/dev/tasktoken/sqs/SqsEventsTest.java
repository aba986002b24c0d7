package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.tasktoken.Answer;
import dev.tasktoken.CallbackProcessor;
import dev.tasktoken.RedeliveryRequestedException;
import dev.tasktoken.Settlement;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.testkit.LambdaContext;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqsEventsTest {
    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final TokenResponder responder = stepFunctions.responder();
    private final List<Integer> worked = new ArrayList<>();

    @Test
    void listsExactlyTheOneOfTenRecordsThatIsNotJson() {
        List<SQSMessage> records = new ArrayList<>(Records.numbered(0, 10));
        records.set(6, Records.withBody("m-6", "not JSON"));

        SQSBatchResponse response = SqsEvents.process(Records.event(records), null, processor());

        assertThat(Records.failed(response)).containsExactly("m-6");
        assertThat(worked).containsExactly(0, 1, 2, 3, 4, 5, 7, 8, 9);
        assertThat(stepFunctions.answers()).hasSize(9);
    }

    @Test
    void listsNothingWhenAllIsDone() {
        SQSBatchResponse response = SqsEvents.process(Records.event(Records.numbered(0, 3)), null, processor());

        assertThat(response.getBatchItemFailures()).isEmpty();
    }

    @Test
    void hasNothingToDoWithoutRecords() {
        assertThat(Records.failed(SqsEvents.process(new SQSEvent(), null, processor())))
                .isEmpty();
        assertThat(Records.failed(SqsEvents.process(Records.event(), null, processor())))
                .isEmpty();
    }

    @Test
    void settlesARecordWhoseHandlerThrowsAnException() {
        CallbackProcessor<Records.Order> declining = CallbackProcessor.of(responder, Records.Order.class, order -> {
            throw new IllegalStateException("declined");
        });

        SQSBatchResponse response = SqsEvents.process(Records.event(Records.numbered(1)), null, declining);

        assertThat(Records.failed(response)).isEmpty();
        assertThat(stepFunctions.answers())
                .extracting(answer -> answer.error().orElseThrow())
                .containsExactly(IllegalStateException.class.getName());
    }

    @Test
    void listsARecordWhoseHandlerThrowsAnErrorAndGoesOn() {
        CallbackProcessor<Records.Order> failing = failing(1, new AssertionError("broken"));

        SQSBatchResponse response = SqsEvents.process(Records.event(Records.numbered(0, 3)), null, failing);

        assertThat(Records.failed(response)).containsExactly("m-1");
        assertThat(worked).containsExactly(0, 1, 2);
    }

    @Test
    void listsARecordWhosePayloadBreaksTheMapper() {
        CallbackProcessor<Unbindable> processor = CallbackProcessor.of(responder, Unbindable.class, it -> 42);

        SQSBatchResponse response = SqsEvents.process(Records.event(Records.numbered(1)), null, processor);

        assertThat(Records.failed(response)).containsExactly("m-1");
    }

    @Test
    void saysWhyAMapperThatBreaksLetsASingleRecordComeAgain() {
        CallbackProcessor<Unbindable> processor = CallbackProcessor.of(responder, Unbindable.class, it -> 42);

        Settlement settlement = SqsEvents.process(Records.numbered(1), processor);

        assertThat(settlement)
                .isInstanceOfSatisfying(
                        Settlement.Again.class,
                        again -> assertThat(again.reason()).isInstanceOf(LinkageError.class));
    }

    @Test
    void letsAVirtualMachineErrorPassAndStartsNoFurtherRecord() {
        OutOfMemoryError fatal = new OutOfMemoryError("simulated");
        CallbackProcessor<Records.Order> failing = failing(1, fatal);

        assertThatThrownBy(() -> SqsEvents.process(Records.event(Records.numbered(0, 3)), null, failing))
                .isSameAs(fatal);
        assertThat(worked).containsExactly(0, 1);
    }

    @Test
    void startsNoFurtherRecordOnceInterrupted() {
        CallbackProcessor<Records.Order> interrupted = failing(1, new InterruptedException());

        SQSBatchResponse response = SqsEvents.process(Records.event(Records.numbered(0, 4)), null, interrupted);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Records.failed(response)).containsExactly("m-1", "m-2", "m-3");
        assertThat(worked).containsExactly(0, 1);
    }

    @Test
    void isNotStoppedByAnInterruptFlagThatAHandlerLeftBehind() {
        CallbackProcessor<Records.Order> careless =
                CallbackProcessor.of(RecordingResponder.create().responder(), Records.Order.class, order -> {
                    Thread.currentThread().interrupt();
                    return order.number();
                });
        Thread.currentThread().interrupt(); // by an earlier invocation of the same warm function

        SQSBatchResponse response = SqsEvents.process(Records.event(Records.numbered(0, 4)), null, careless);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Records.failed(response)).isEmpty();
    }

    @Test
    void throwsForAFailedRecordWithoutAMessageIdWhenAllOthersAreDone() {
        for (String missing : new String[] {null, "", " "}) {
            SQSMessage unnamed = Records.withBody("m-1", "not JSON");
            unnamed.setMessageId(missing);

            assertThatThrownBy(() -> SqsEvents.process(Records.event(unnamed, Records.numbered(2)), null, processor()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("message id");
        }
        assertThat(worked).containsExactly(2, 2, 2);
    }

    @Test
    void settlesARecordWithoutAMessageId() {
        SQSMessage unnamed = Records.numbered(1);
        unnamed.setMessageId(null);

        SQSBatchResponse response = SqsEvents.process(Records.event(unnamed), null, processor());

        assertThat(Records.failed(response)).isEmpty();
    }

    @Test
    void takesAMissingRecordForAFailedOneWithoutAnId() {
        SQSEvent event = Records.event(Arrays.asList(null, Records.numbered(2)));

        assertThatThrownBy(() -> SqsEvents.process(event, null, processor())).isInstanceOf(IllegalStateException.class);
        assertThat(worked).containsExactly(2);
    }

    @Test
    void listsAMessageOnceThatIsInTheBatchTwice() {
        SQSMessage broken = Records.withBody("m-1", "not JSON");

        SQSBatchResponse response = SqsEvents.process(Records.event(broken, broken), null, processor());

        assertThat(Records.failed(response)).containsExactly("m-1");
    }

    @Test
    void worksOnceForTwoRecordsWithTheSameToken() {
        SQSMessage duplicate = Records.withBody("m-2", Records.body(1));

        SQSBatchResponse response = SqsEvents.process(Records.event(Records.numbered(1), duplicate), null, processor());

        assertThat(Records.failed(response)).isEmpty();
        assertThat(worked).containsExactly(1);
        assertThat(stepFunctions.answers()).hasSize(1);
    }

    @Test
    void settlesARedeliveryOfAnAnsweredTaskWithoutWork() {
        stepFunctions.closeTask(TestTokens.numbered(1));
        SQSMessage redelivered = Records.receivedTimes("2", Records.numbered(1));

        SQSBatchResponse response = SqsEvents.process(Records.event(redelivered), null, processor());

        assertThat(Records.failed(response)).isEmpty();
        assertThat(worked).isEmpty();
    }

    @Test
    void asksForTheTaskWhereTheReceiveCountIsMalformed() {
        SQSMessage malformed = Records.receivedTimes("often", Records.numbered(1));

        assertThat(SqsEvents.process(malformed, processor())).isEqualTo(new Settlement.Succeeded(Answer.ACCEPTED));
        assertThat(stepFunctions.heartbeats()).isEqualTo(1);
    }

    @Test
    void failsTheTaskAtTheLastAllowedReceive() {
        CallbackProcessor<Records.Order> processor = CallbackProcessor.builder(responder, Records.Order.class)
                .failAfterReceives(3)
                .handler(order -> {
                    throw new RedeliveryRequestedException("later");
                })
                .build();

        Settlement second = SqsEvents.process(Records.receivedTimes("2", Records.numbered(1)), processor);
        Settlement third = SqsEvents.process(Records.receivedTimes("3", Records.numbered(1)), processor);

        assertThat(second.isSettled()).isFalse();
        assertThat(third).isEqualTo(new Settlement.Failed(TaskFailure.TOO_MANY_RECEIVES, Answer.ACCEPTED));
    }

    @Test
    void tellsTheHandlerTheFunctionsDeadlineAndTheMessage() {
        List<Instant> deadlines = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        CallbackProcessor<Records.Order> processor = CallbackProcessor.builder(responder, Records.Order.class)
                .action((order, task) -> {
                    deadlines.add(task.delivery().deadline().orElseThrow());
                    ids.add(task.delivery().id());
                })
                .build();
        Instant before = Instant.now();

        LambdaContext context = LambdaContext.of("orders").timeout(Duration.ofSeconds(60));
        SqsEvents.process(Records.event(Records.numbered(1)), context, processor);

        assertThat(ids).containsExactly("m-1");
        assertThat(deadlines)
                .singleElement()
                .satisfies(deadline -> assertThat(deadline)
                        .isBetween(before.plusMillis(59_999), Instant.now().plusMillis(60_000)));
    }

    private CallbackProcessor<Records.Order> processor() {
        return CallbackProcessor.of(responder, Records.Order.class, order -> {
            worked.add(order.number());
            return order.number();
        });
    }

    private CallbackProcessor<Records.Order> failing(int number, Throwable thrown) {
        return CallbackProcessor.of(responder, Records.Order.class, order -> {
            worked.add(order.number());
            if (order.number() != number) {
                return order.number();
            }
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        });
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
}
