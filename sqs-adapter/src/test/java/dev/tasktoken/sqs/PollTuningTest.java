package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PollTuningTest {
    private final PollTuning tuning = of(ScriptedSqs.URL, 50);

    @Test
    void pollsOnceUntilItKnowsOfABacklog() {
        assertThat(tuning.messagesPerPoll()).isEqualTo(10);
        assertThat(tuning.maxPolls()).isEqualTo(5);
        assertThat(tuning.polls()).isEqualTo(1);
    }

    @Test
    void addsAPollWithEachThatBringsHalfOfWhatItAskedFor() {
        boolean more = tuning.recordPoll(5, 10);
        for (int i = 0; i < 10; i++) {
            tuning.recordPoll(1, 1);
        }

        assertThat(more).isTrue();
        assertThat(tuning.polls()).isEqualTo(5);
    }

    @Test
    void stopsOnePollForEachThatBringsLess() {
        tuning.recordPoll(10, 10);
        tuning.recordPoll(10, 10);

        boolean more = tuning.recordPoll(4, 10);
        int afterOne = tuning.polls();
        tuning.recordPoll(0, 10);
        tuning.recordPoll(0, 1);

        assertThat(more).isFalse();
        assertThat(afterOne).isEqualTo(2);
        assertThat(tuning.polls()).isEqualTo(1);
    }

    @Test
    void hasAPollForEachTenHandlersAndAtMostTen() {
        assertThat(of(ScriptedSqs.URL, 1).maxPolls()).isEqualTo(1);
        assertThat(of(ScriptedSqs.URL, 11).maxPolls()).isEqualTo(2);
        assertThat(of(ScriptedSqs.URL, 10_000).maxPolls()).isEqualTo(10);
    }

    @Test
    void asksAFifoQueueForOneMessageInUpToTenPolls() {
        PollTuning fifo = of(ScriptedSqs.URL + ".fifo", 50);

        assertThat(fifo.messagesPerPoll()).isEqualTo(1);
        assertThat(fifo.maxPolls()).isEqualTo(10);
        assertThat(of(ScriptedSqs.URL + ".fifo", 2).maxPolls()).isEqualTo(2);
    }

    private static PollTuning of(String url, int handlers) {
        return PollTuning.of(new SqsQueue(new ScriptedSqs(), url), handlers);
    }
}
