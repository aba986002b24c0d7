package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration WORK = Duration.ofMillis(40);

    private final Backlog backlog = new Backlog(50);

    @Test
    void pollsOnceAndReceivesNothingAheadUntilItKnowsOfABacklog() {
        assertThat(backlog.mostPolls()).isEqualTo(5);
        assertThat(backlog.polls()).isEqualTo(1);
        assertThat(backlog.ahead()).isZero();
    }

    @Test
    void addsAPollWithEachThatComesBackFull() {
        for (int i = 0; i < 10; i++) {
            backlog.polled(true, POLL);
        }

        assertThat(backlog.polls()).isEqualTo(5);
    }

    @Test
    void receivesAheadWhatTheWorkWillBeReadyForWhenAPollReturns() {
        backlog.polled(true, POLL);
        backlog.worked(WORK);

        assertThat(backlog.ahead()).isEqualTo(25);
    }

    @Test
    void neverReceivesAheadMoreThanThereArePlaces() {
        backlog.polled(true, Duration.ofSeconds(20));
        backlog.worked(WORK);

        assertThat(backlog.ahead()).isEqualTo(50);
    }

    @Test
    void receivesNothingAheadOfLongWork() {
        backlog.polled(true, Duration.ofSeconds(1));
        backlog.worked(Duration.ofSeconds(2));

        assertThat(backlog.ahead()).isZero();
    }

    @Test
    void goesBackToOnePollWhenOneComesBackNotFull() {
        backlog.worked(WORK);
        backlog.polled(true, POLL);
        backlog.polled(true, POLL);

        backlog.polled(false, POLL);

        assertThat(backlog.polls()).isEqualTo(1);
        assertThat(backlog.ahead()).isZero();
    }

    @Test
    void hasOnePollForFewPlaces() {
        assertThat(new Backlog(1).mostPolls()).isEqualTo(1);
        assertThat(new Backlog(11).mostPolls()).isEqualTo(2);
        assertThat(new Backlog(10_000).mostPolls()).isEqualTo(10);
    }
}
