package dev.tasktoken.testkit.internal.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StateErrorTest {
    @Test
    void allMatchesWhatIsNotTerminal() {
        assertThat(new StateError("Mine", null).matches("States.ALL")).isTrue();
        assertThat(new StateError(null, null).matches("States.ALL")).isTrue();
        assertThat(StateError.timeout().matches("States.ALL")).isTrue();
        assertThat(new StateError("States.DataLimitExceeded", null).matches("States.ALL"))
                .isTrue();
        assertThat(new StateError("States.Runtime", null).matches("States.ALL")).isFalse();
    }

    @Test
    void taskFailedMatchesAnythingButATimeout() {
        assertThat(new StateError("Mine", null).matches("States.TaskFailed")).isTrue();
        assertThat(new StateError(null, null).matches("States.TaskFailed")).isTrue();
        assertThat(StateError.timeout().matches("States.TaskFailed")).isFalse();
        assertThat(StateError.missedHeartbeat().matches("States.TaskFailed")).isFalse();
    }

    @Test
    void aMissedHeartbeatHasTwoNames() {
        assertThat(StateError.missedHeartbeat().error()).isEqualTo("States.Timeout");
        assertThat(StateError.missedHeartbeat().matches("States.Timeout")).isTrue();
        assertThat(StateError.missedHeartbeat().matches("States.HeartbeatTimeout"))
                .isTrue();
        assertThat(StateError.timeout().matches("States.HeartbeatTimeout")).isFalse();
    }

    @Test
    void nothingMatchesARuntimeError() {
        assertThat(new StateError("States.Runtime", null).matches("States.Runtime"))
                .isFalse();
    }

    @Test
    void otherNamesMatchThemselvesOnly() {
        assertThat(new StateError("Mine", null).matches("Mine")).isTrue();
        assertThat(new StateError("Mine", null).matches("mine")).isFalse();
        assertThat(new StateError("States.DataLimitExceeded", null).matches("States.DataLimitExceeded"))
                .isTrue();
    }

    @Test
    void keepsTheCauseOutOfItsText() {
        assertThat(new StateError("Mine", "quoted data").toString()).isEqualTo("StateError[Mine]");
    }
}
