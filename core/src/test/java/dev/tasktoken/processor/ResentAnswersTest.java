package dev.tasktoken.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerNotPermittedException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.FakeSfn;
import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.TaskToken;
import dev.tasktoken.delivery.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that do not get through: sent again, and kept for the redelivery. */
@Timeout(30)
@SuppressWarnings("FutureReturnValueIgnored") // a handler's stage is returned, as an Object
class ResentAnswersTest extends ProcessorFixture {
    @Test
    void keepsSoManyUndeliveredAnswersAndNoMore() {
        AnswerCache cache = new AnswerCache(() -> now);
        for (int i = 0; i < 5_000; i++) {
            cache.keep(TaskToken.of("n" + i), new PreparedAnswer.Success("1"));
        }
        assertThat(cache.undelivered(TaskToken.of("n903"))).isNull();
        assertThat(cache.undelivered(TaskToken.of("n904"))).isNotNull();
        assertThat(cache.undelivered(TaskToken.of("n4999"))).isNotNull();

        for (int i = 0; i < 40; i++) {
            cache.keep(TaskToken.of("big" + i), new PreparedAnswer.Success("x".repeat(262_144)));
        }
        assertThat(cache.undelivered(TaskToken.of("big7"))).isNull();
        assertThat(cache.undelivered(TaskToken.of("big8"))).isNotNull();
    }

    @Test
    void remembersSoManyClosedTasksAndNoMore() {
        AnswerCache cache = new AnswerCache(() -> now);
        for (int i = 0; i < 4_097; i++) {
            cache.addClosed(TaskToken.of("n" + i));
        }

        assertThat(cache.isClosed(TaskToken.of("n0"))).isFalse();
        assertThat(cache.isClosed(TaskToken.of("n1"))).isTrue();
    }

    @Test
    void keepsNoAnswerOfAClosedTask() {
        AnswerCache cache = new AnswerCache(() -> now);
        cache.keep(TOKEN, new PreparedAnswer.Success("1"));

        cache.addClosed(TOKEN);

        assertThat(cache.undelivered(TOKEN)).isNull();
    }

    @Test
    void keepsTheAnswerOfTheNextRunAfterTheFirstOneExpired() {
        AnswerCache cache = new AnswerCache(() -> now);
        cache.keep(TOKEN, new PreparedAnswer.Success("1"));
        now = now.plus(Duration.ofMinutes(61));
        assertThat(cache.undelivered(TOKEN)).isNull();

        cache.keep(TOKEN, new PreparedAnswer.Success("2"));

        assertThat(cache.undelivered(TOKEN)).isEqualTo(new PreparedAnswer.Success("2"));
    }

    @Test
    void resendsAnAnswerThatWasNotDelivered() {
        sfn.says(networkDown(), networkDown());

        assertThat(processor((order, task) -> 1).process(received(1)))
                .isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(sfn.calls).containsExactly("success", "success", "success");
        assertThat(works).hasValue(1);
    }

    @Test
    void isUnconfirmedWhenItsOwnResendingFoundTheTaskClosed() {
        sfn.says(networkDown(), FakeSfn.closedTask(1));

        assertThat(processor((order, task) -> 1).process(received(1)))
                .isEqualTo(new Settlement.Succeeded(AnswerOutcome.UNCONFIRMED));
    }

    @Test
    void keepsAnAnswerThatIsNotDeliveredAndSendsItWithoutRunningTheHandler() {
        CallbackProcessor<Order> processor =
                processor((order, task) -> works.get(), builder -> builder.retryAnswerFor(Duration.ZERO));
        sfn.says(networkDown());

        isRedelivered(processor.process(received(1)), AnswerNotDeliveredException.class);
        assertThat(processor.process(received(2))).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));

        assertThat(works).hasValue(1);
        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("1");
    }

    @Test
    void doesNotSayThatSomebodyElseAnsweredWhenAKeptAnswerFindsTheTaskClosed() {
        CallbackProcessor<Order> processor =
                processor((order, task) -> 1, builder -> builder.retryAnswerFor(Duration.ZERO));
        sfn.says(networkDown(), FakeSfn.closedTask(1));

        processor.process(received(1));

        assertThat(processor.process(received(2))).isEqualTo(new Settlement.Succeeded(AnswerOutcome.UNCONFIRMED));
    }

    @Test
    void keepsAnAnswerThatIsNotPermittedYet() {
        CallbackProcessor<Order> processor = processor((order, task) -> 1);
        sfn.says(FakeSfn.error("AccessDeniedException", 400));

        isRedelivered(processor.process(received(1)), AnswerNotPermittedException.class);
        assertThat(processor.process(received(2)).isAcknowledged()).isTrue();
        assertThat(works).hasValue(1);
    }

    @Test
    void forgetsAKeptAnswerAfterAnHour() {
        CallbackProcessor<Order> processor =
                processor((order, task) -> 1, builder -> builder.retryAnswerFor(Duration.ZERO));
        sfn.says(networkDown());
        processor.process(received(1));

        now = now.plus(Duration.ofMinutes(61));

        assertThat(processor.process(received(2)).isAcknowledged()).isTrue();
        assertThat(works).hasValue(2);
    }

    @Test
    void givesUpResendingBeforeTheDeadline() {
        Delivery delivery = Delivery.builder("{\"order\":7,\"taskToken\":\"" + TOKEN.value() + "\"}")
                .receiveCount(1)
                .deadline(now.plusMillis(1_050))
                .build();
        sfn.says(networkDown());

        isRedelivered(processor((order, task) -> 1).process(delivery), AnswerNotDeliveredException.class);
        assertThat(sfn.calls).hasSize(1);
    }

    @Test
    void resendsUntilTheDeadlineIsNear() {
        Delivery delivery = Delivery.builder("{\"order\":7,\"taskToken\":\"" + TOKEN.value() + "\"}")
                .receiveCount(1)
                .deadline(now.plusSeconds(10))
                .build();
        sfn.says(networkDown(), networkDown());

        assertThat(processor((order, task) -> 1).process(delivery))
                .isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
    }

    /** Each wait is less a random part of up to a half. */
    @Test
    void waitsTwiceAsLongAfterEachTry() {
        List<Duration> waits = new ArrayList<>();
        sfn.says(networkDown(), networkDown(), networkDown());

        processor((order, task) -> 1, builder -> builder.clock(() -> now, waits::add))
                .process(received(1));

        assertThat(waits).hasSize(3);
        assertThat(waits.get(0)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(waits.get(1)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
        assertThat(waits.get(2)).isBetween(Duration.ofMillis(400), Duration.ofMillis(800));
    }

    @Test
    void doesNotReplaceAKeptAnswerByTooManyReceives() {
        CallbackProcessor<Order> processor =
                processor((order, task) -> 1, b -> b.maxReceives(1).retryAnswerFor(Duration.ZERO));
        sfn.says(networkDown());

        isRedelivered(processor.process(received(1)), AnswerNotDeliveredException.class);
        assertThat(processor.process(received(2))).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
    }
}
