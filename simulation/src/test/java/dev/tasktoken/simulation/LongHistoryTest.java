package dev.tasktoken.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Long histories by seed: {@code -Dproof.seeds} of them. */
class LongHistoryTest {
    private static final long SEEDS = Long.getLong("proof.seeds", 500);

    @Test
    void noSeedBreaksAnInvariant() throws InterruptedException {
        long calls = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            World world = LongHistory.play(seed);
            calls += world.calls();
            assertThat(world.violations)
                    .as("%s%n%s", Replay.of(seed), String.join("\n", world.trace))
                    .isEmpty();
        }
        System.out.printf("%,d seeds, %,d calls%n", SEEDS, calls);
    }

    @Test
    void theSameSeedGivesTheSameHistory() throws InterruptedException {
        World first = LongHistory.play(42);
        World second = LongHistory.play(42);

        assertThat(second.trace).isEqualTo(first.trace);
        assertThat(first.calls()).isGreaterThan(100);
    }
}
