package dev.tasktoken.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every crash point of every protocol: {@code -Dproof.histories} of each, the least disturbed first. */
class CrashPointsTest {
    private static final long HISTORIES = Long.getLong("proof.histories", 1500);

    @ParameterizedTest
    @MethodSource("scenarios")
    void noHistoryBreaksAnInvariant(String name) throws InterruptedException {
        EveryHistory every = EveryHistory.of(name, Scenarios.named(name), HISTORIES);

        System.out.println(every);
        assertThat(every.broken()).as("%s", every).isNull();
        assertThat(every.played()).isGreaterThan(100);
    }

    static Stream<String> scenarios() {
        return Scenarios.all().keySet().stream();
    }
}
