package dev.tasktoken.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.CallbackId;
import dev.tasktoken.FakeCallbacks;
import dev.tasktoken.FakeSfn;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.Responder;
import dev.tasktoken.Responders;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.Tokens;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.service.PausedWork;
import dev.tasktoken.service.Refusal;
import dev.tasktoken.service.WorkKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What makes an answer safe is the same for both kinds, and each is done at the kind's own service. */
class KindsOfDeliveriesTest {
    private static final String T = Tokens.number(1);
    private static final String C = "c2FnYSs4L3g+PD8rLw==";
    private static final CallbackReader READER =
            CallbackReader.builder().reads(WorkKind.TASK, WorkKind.CALLBACK).build();

    private final FakeSfn sfn = new FakeSfn();
    private final FakeCallbacks durable = new FakeCallbacks();
    private final Responder<PausedWork> both =
            Responder.both(Responders.impatient(sfn).build(), durable.responder());
    private final List<String> keys = new ArrayList<>();
    private final CallbackProcessor<String> processor = CallbackProcessor.builder(both, String.class)
            .reader(READER)
            .retryAnswerFor(Duration.ZERO)
            .handler((payload, task) -> {
                keys.add(task.idempotencyKey());
                return payload;
            })
            .build();

    private static Delivery callback(int receives) {
        return Delivery.builder("{\"callbackId\":\"" + C + "\",\"n\":1}")
                .attribute("any", "thing")
                .receiveCount(receives)
                .build();
    }

    @Test
    void oneHandlerAnswersBoth() {
        Settlement task = processor.process(Delivery.of("{\"taskToken\":\"" + T + "\",\"n\":1}"));
        Settlement callback = processor.process(callback(1));

        assertThat(task).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(callback).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(sfn.successes).hasSize(1);
        assertThat(durable.calls).containsExactly("success " + C + " \"{\\\"n\\\":1}\"");
        assertThat(keys)
                .doesNotHaveDuplicates()
                .last()
                .isEqualTo(CallbackId.of(C).hash());
    }

    @Test
    void asksTheCallbacksServiceWhetherARedeliveredOneIsStillOpen() {
        durable.says(Refusal.of(Refusal.Meaning.CLOSED));

        assertThat(processor.process(callback(2))).isEqualTo(new Settlement.AlreadyClosed());

        assertThat(keys).isEmpty();
        assertThat(sfn.calls).isEmpty();
        assertThat(durable.calls).containsExactly("heartbeat " + C);
    }

    @Test
    void keepsACallbacksAnswerThatWasNotDelivered() {
        durable.says(Refusal.of(Refusal.Meaning.NOT_DELIVERED));
        assertThat(processor.process(callback(1)).isAcknowledged()).isFalse();

        Settlement second = processor.process(callback(2));

        assertThat(second).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(keys).hasSize(1);
        assertThat(durable.calls).hasSize(2).allMatch(call -> call.startsWith("success"));
    }

    @Test
    void leavesAnUnknownIdToTheDeadLetterQueue() {
        durable.says(Refusal.unknownId("no such callback"));

        assertThat(processor.process(callback(1)))
                .isInstanceOfSatisfying(
                        Settlement.Redeliver.class,
                        redeliver -> assertThat(redeliver.reason()).isInstanceOf(InvalidTaskTokenException.class));
    }

    @Test
    void failsTheCallbackOfADeadLetter() {
        CallbackProcessor<String> deadLetters = CallbackProcessor.deadLetters(both, READER);

        deadLetters.process(callback(1));

        assertThat(durable.calls).singleElement().asString().startsWith("failure " + C + " " + TaskFailure.DEAD_LETTER);
    }

    @Test
    void handsTheHandlerTheIdOfItsKind() {
        List<Object> ids = new ArrayList<>();
        CallbackProcessor<String> seeing = CallbackProcessor.builder(both, String.class)
                .reader(READER)
                .action((payload, task) -> {
                    ids.add(task.callbackId());
                    ids.add(task.workId());
                    ids.add(task.toString());
                })
                .build();

        seeing.process(callback(1));

        CallbackId id = CallbackId.of(C);
        assertThat(ids).containsExactly(id, id, "CallbackTask[" + id + "]");
    }

    @Test
    void isNotBuiltWithAResponderThatCannotAnswerWhatItReads() {
        assertThatIllegalStateException()
                .isThrownBy(() -> CallbackProcessor.builder(durable.responder(), String.class)
                        .action((payload, task) -> {})
                        .build())
                .withMessageContaining("TASK");
    }
}
