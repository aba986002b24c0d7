package dev.tasktoken.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"90s, PT90S", "15m, PT15M", "1h30m, PT1H30M", "2D, P2D", "PT5M, PT5M", "0s, PT0S"})
    void readsWhatPeopleWrite(String written, Duration read) {
        assertThat(new Durations().convert(written)).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "h", "1 h", "-1h", "1y", "PT-5M"})
    void refusesWhatIsNoDuration(String written) {
        assertThatThrownBy(() -> new Durations().convert(written)).isInstanceOf(TypeConversionException.class);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0s", "PT59S, 59s", "PT1M5S, 1m 5s", "PT2H, 2h", "PT2H30M, 2h 30m", "P3DT4H5M, 3d 4h", "P10D, 10d"
    })
    void showsTheTwoLargestUnits(Duration duration, String shown) {
        assertThat(Durations.shown(duration)).isEqualTo(shown);
    }

    @Test
    void showsNoNegativeAge() {
        assertThat(Durations.shown(Duration.ofSeconds(-5))).isEqualTo("0s");
    }
}
