package dev.tasktoken.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void takesTheMiddleRoundAndTheOutermost() {
        assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(4, 1, 2, 3)).isEqualTo(new Spread(2.5, 1, 4));
    }

    @Test
    void dividesRoundByRound() {
        Spread ratio = Spread.ofRatios(new double[] {2, 30}, new double[] {1, 10});

        assertThat(ratio).isEqualTo(new Spread(2.5, 2, 3));
    }

    @Test
    void showsWhatItLayBetween() {
        assertThat(Spread.of(1, 2, 3)).hasToString("2.00 (1.00 to 3.00)");
        assertThat(Spread.of(1234.5)).hasToString("1,235");
    }
}
