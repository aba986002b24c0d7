package dev.tasktoken.testkit.internal.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetrierTest {
    @Test
    void doublesTheDelayByDefault() {
        Retrier retrier = read("{\"ErrorEquals\": [\"States.ALL\"]}");

        assertThat(retrier.maxAttempts()).isEqualTo(3);
        assertThat(retrier.delay(0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(retrier.delay(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(retrier.delay(2)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void neverWaitsLongerThanTheMaximum() {
        Retrier retrier = read(
                "{\"ErrorEquals\": [\"E\"], \"IntervalSeconds\": 3, \"BackoffRate\": 1.5, \"MaxDelaySeconds\": 5}");

        assertThat(retrier.delay(1)).isEqualTo(Duration.ofMillis(4500));
        assertThat(retrier.delay(2)).isEqualTo(Duration.ofSeconds(5));
        assertThat(retrier.delay(100_000)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void jitterNeverLengthensADelay() {
        Retrier retrier = read("{\"ErrorEquals\": [\"E\"], \"JitterStrategy\": \"FULL\"}");

        for (int i = 0; i < 100; i++) {
            assertThat(retrier.delay(0)).isBetween(Duration.ZERO, Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"ErrorEquals\": []}",
                "{\"ErrorEquals\": [1]}",
                "{\"ErrorEquals\": [\"E\"], \"IntervalSeconds\": -1}",
                "{\"ErrorEquals\": [\"E\"], \"MaxDelaySeconds\": 0}",
                "{\"ErrorEquals\": [\"E\"], \"MaxDelaySeconds\": 31622401}",
                "{\"ErrorEquals\": [\"E\"], \"IntervalSeconds\": 1.5}",
                "{\"ErrorEquals\": [\"E\"], \"MaxAttempts\": -1}",
                "{\"ErrorEquals\": [\"E\"], \"BackoffRate\": 0.5}",
                "{\"ErrorEquals\": [\"E\"], \"JitterStrategy\": \"SOME\"}",
                "{\"ErrorEquals\": [\"E\"], \"Unknown\": 1}"
            })
    void refusesWhatTheStatesLanguageDoesNotAllow(String rule) {
        assertThatThrownBy(() -> read(rule))
                .isInstanceOf(ServiceErrorException.class)
                .hasMessageStartingWith("Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED");
    }

    private static Retrier read(String json) {
        AslObject asl = AslObject.parse(json);
        Retrier retrier = Retrier.read(asl);
        asl.refuseAny();
        return retrier;
    }
}
