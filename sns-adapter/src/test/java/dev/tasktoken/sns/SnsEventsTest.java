package dev.tasktoken.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import dev.tasktoken.CallbackProcessor;
import dev.tasktoken.DuplicateCheck;
import dev.tasktoken.RedeliveryRequestedException;
import dev.tasktoken.Settlement;
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

class SnsEventsTest {
    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final TokenResponder responder = stepFunctions.responder();
    private final List<Integer> worked = new ArrayList<>();

    @Test
    void processesAllRecordsAndReturnsNormally() {
        SnsEvents.process(
                Records.event(Records.numbered(1), Records.numbered(2), Records.numbered(3)), null, processor());

        assertThat(worked).containsExactly(1, 2, 3);
        assertThat(stepFunctions.answers())
                .extracting(answer -> answer.output().orElseThrow())
                .containsExactly("1", "2", "3");
    }

    @Test
    void processesTheRecordsAfterOneThatMustComeAgainAndThenThrows() {
        SNSEvent event =
                Records.event(Records.numbered(1), Records.withMessage("m-2", "{\"secret\":1}"), Records.numbered(3));

        assertThatThrownBy(() -> SnsEvents.process(event, null, processor()))
                .isInstanceOf(RedeliveryRequestedException.class)
                .hasMessageStartingWith("1 of 3 records must come again; the first: TokenNotFoundException")
                .hasMessageNotContaining(TestTokens.PREFIX);
        assertThat(worked).containsExactly(1, 3);
    }

    @Test
    void doesNotRedoSettledRecordsWhenTheEventComesAgain() {
        SNSEvent event = Records.event(Records.numbered(1), Records.numbered(2));
        CallbackProcessor<Records.Order> onceUnavailable = failing(2, new RedeliveryRequestedException("later"));

        assertThatThrownBy(() -> SnsEvents.process(event, null, onceUnavailable))
                .isInstanceOf(RedeliveryRequestedException.class);
        SnsEvents.process(event, null, processor());

        assertThat(worked).containsExactly(1, 2, 2);
        assertThat(stepFunctions.answers()).hasSize(2);
    }

    @Test
    void asksForTheTaskBeforeAnyWork() {
        stepFunctions.closeTask(TestTokens.numbered(1));

        SnsEvents.process(Records.event(Records.numbered(1), Records.numbered(2)), null, processor());

        assertThat(worked).containsExactly(2);
        assertThat(stepFunctions.heartbeats()).isEqualTo(1);
    }

    @Test
    void doesNotAskForTheTaskWhereTheProcessorSaysNever() {
        CallbackProcessor<Records.Order> processor = CallbackProcessor.builder(responder, Records.Order.class)
                .duplicateCheck(DuplicateCheck.NEVER)
                .handler(order -> order.number())
                .build();

        SnsEvents.process(Records.event(Records.numbered(1)), null, processor);

        assertThat(stepFunctions.heartbeats()).isZero();
    }

    @Test
    void hasNothingToDoWithoutRecords() {
        assertThatCode(() -> {
                    SnsEvents.process((SNSEvent) null, null, processor());
                    SnsEvents.process(new SNSEvent(), null, processor());
                    SnsEvents.process(Records.event(), null, processor());
                })
                .doesNotThrowAnyException();
    }

    @Test
    void letsAnEmptyRecordComeAgainAfterTheOthers() {
        SNSEvent event = Records.event(Arrays.asList(null, new SNSRecord(), Records.numbered(3)));

        assertThatThrownBy(() -> SnsEvents.process(event, null, processor()))
                .isInstanceOf(RedeliveryRequestedException.class)
                .hasMessageStartingWith("2 of 3 records");
        assertThat(worked).containsExactly(3);
    }

    @Test
    void worksOnceForTwoRecordsWithTheSameToken() {
        SNSEvent event = Records.event(Records.numbered(1), Records.withMessage("m-2", Records.body(1)));

        SnsEvents.process(event, null, processor());

        assertThat(worked).containsExactly(1);
        assertThat(stepFunctions.answers()).hasSize(1);
    }

    @Test
    void failsTheTaskOfAHandlerThatThrowsAndReturnsNormally() {
        SnsEvents.process(Records.event(Records.numbered(1)), null, failing(1, new IllegalStateException("declined")));

        assertThat(stepFunctions.answers())
                .extracting(answer -> answer.error().orElseThrow())
                .containsExactly(IllegalStateException.class.getName());
    }

    @Test
    void showsNothingOfWhatAHandlersErrorSays() {
        CallbackProcessor<Records.Order> failing = failing(1, new AssertionError("secret"));

        assertThatThrownBy(() -> SnsEvents.process(Records.event(Records.numbered(1)), null, failing))
                .hasMessageContaining("java.lang.AssertionError")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void letsAVirtualMachineErrorPassAndStartsNoFurtherRecord() {
        OutOfMemoryError fatal = new OutOfMemoryError("simulated");
        SNSEvent event = Records.event(Records.numbered(1), Records.numbered(2));

        assertThatThrownBy(() -> SnsEvents.process(event, null, failing(1, fatal)))
                .isSameAs(fatal);
        assertThat(worked).containsExactly(1);
    }

    @Test
    void startsNoFurtherRecordOnceInterrupted() {
        SNSEvent event = Records.event(Records.numbered(1), Records.numbered(2), Records.numbered(3));

        assertThatThrownBy(() -> SnsEvents.process(event, null, failing(2, new InterruptedException())))
                .isInstanceOf(RedeliveryRequestedException.class)
                .hasMessageStartingWith("2 of 3");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(worked).containsExactly(1, 2);
    }

    @Test
    void saysWhatBecameOfASingleRecord() {
        Settlement settled = SnsEvents.process(Records.numbered(1), processor());
        Settlement again = SnsEvents.process(Records.withMessage("m-2", "not JSON"), processor());

        assertThat(settled.isSettled()).isTrue();
        assertThat(again.isSettled()).isFalse();
    }

    @Test
    void tellsTheHandlerTheFunctionsDeadlineAndTheMessage() {
        List<Instant> deadlines = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        CallbackProcessor<Records.Order> processor = CallbackProcessor.builder(responder, Records.Order.class)
                .action((order, task) -> {
                    assertThat(task.delivery().receiveCount()).isEmpty();
                    deadlines.add(task.delivery().deadline().orElseThrow());
                    ids.add(task.delivery().id());
                })
                .build();
        Instant before = Instant.now();

        LambdaContext context = LambdaContext.of("orders").timeout(Duration.ofSeconds(60));
        SnsEvents.process(Records.event(Records.numbered(1)), context, processor);

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
}
