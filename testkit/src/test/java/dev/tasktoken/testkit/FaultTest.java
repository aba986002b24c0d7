package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesWhatIsNoProbability(double probability) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.cutAfter().probability(probability))
                .withMessageContaining(String.valueOf(probability));
    }

    @Test
    void refusesToHappenLessThanOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.cutAfter().times(0));
    }

    @Test
    void refusesAnEmptyListOfOperations() {
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.cutAfter().operations());
    }

    @Test
    void refusesDelaysThatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.latency(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.latency(HOUR.plusNanos(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.latency(HOUR, HOUR.minusNanos(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.slowAnswer(HOUR.plusNanos(1)));
    }

    @Test
    void showsWhatItIs() {
        assertThat(Fault.throttling()).hasToString("ThrottlingException");
        assertThat(Fault.cutBefore()).hasToString("cut before");
        assertThat(Fault.noAnswer()).hasToString("no answer");
        assertThat(Fault.slowAnswer(HOUR)).hasToString("slow answer PT1H");
        assertThat(Fault.latency(HOUR)).hasToString("latency PT1H");
        assertThat(Fault.latency(Duration.ZERO, HOUR)).hasToString("latency PT0S to PT1H");
        assertThat(Fault.cutAfter().probability(0.2).times(3).operations("SendTaskSuccess", "SendTaskFailure"))
                .hasToString("cut after, probability 0.2, of SendTaskFailure and SendTaskSuccess, at most 3 times");
    }
}
