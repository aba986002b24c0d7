package dev.tasktoken.benchmarks.coldstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedRatioTest {
    @Test
    void isOneForEqualPairsWhateverTheirSpread() {
        List<Double> times = List.of(1000.0, 2500.0, 1400.0);

        PairedRatio ratio = PairedRatio.of(times, times);

        assertThat(ratio).isEqualTo(new PairedRatio(1, 1, 1));
    }

    @Test
    void isTheGeometricMeanOfThePairs() {
        PairedRatio ratio = PairedRatio.of(List.of(200.0, 50.0), List.of(100.0, 100.0));

        assertThat(ratio.estimate()).isEqualTo(1);
        assertThat(ratio.low()).isEqualTo(0.5);
        assertThat(ratio.high()).isEqualTo(2);
    }

    @Test
    void enclosesTheTrueRatioInNineExperimentsOfTenAndNeverOneFarOff() {
        Random random = new Random(1);

        List<PairedRatio> experiments = IntStream.range(0, 50)
                .mapToObj(i -> PairedRatio.of(noisy(random, 1200), noisy(random, 1000)))
                .toList();

        assertThat(experiments)
                .filteredOn(ratio -> ratio.low() <= 1.2 && 1.2 <= ratio.high())
                .hasSizeGreaterThan(44);
        assertThat(experiments).allMatch(ratio -> ratio.isSurelyAbove(1.05)).noneMatch(ratio -> ratio.low() > 1.3);
    }

    @Test
    void isNotSureOfWhatOnePairInFourSaysAlone() {
        List<Double> others = Collections.nCopies(8, 100.0);
        List<Double> ones = List.of(100.0, 100.0, 100.0, 160.0, 100.0, 100.0, 100.0, 160.0);

        PairedRatio ratio = PairedRatio.of(ones, others);

        assertThat(ratio.estimate()).isGreaterThan(1.05);
        assertThat(ratio.isSurelyAbove(1.05)).isFalse();
    }

    @Test
    void refusesWhatAreNoPairs() {
        assertThatThrownBy(() -> PairedRatio.of(List.of(1.0), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 and 0");
    }

    private static List<Double> noisy(Random random, double median) {
        return IntStream.range(0, 40)
                .mapToObj(i -> median * Math.exp(random.nextGaussian() * 0.05))
                .toList();
    }
}
