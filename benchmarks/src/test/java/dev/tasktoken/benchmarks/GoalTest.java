package dev.tasktoken.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoalTest {
    @Test
    void isReachedUpToItsBound() {
        Goal goal = Goal.atMost("time / floor", Spread.of(1.15), 1.15, 2);

        assertThat(goal.isReached()).isTrue();
        assertThat(goal.isGrosslyMissed()).isFalse();
    }

    @Test
    void isMissedAboveAnUpperBoundAndGrosslySoFurtherUp() {
        Goal missed = Goal.atMost("time / floor", Spread.of(1.16), 1.15, 2);
        Goal grosslyMissed = Goal.atMost("time / floor", Spread.of(2.01), 1.15, 2);

        assertThat(missed.isReached()).isFalse();
        assertThat(missed.isGrosslyMissed()).isFalse();
        assertThat(grosslyMissed.isGrosslyMissed()).isTrue();
    }

    @Test
    void isMissedBelowALowerBound() {
        Goal goal = Goal.atLeast("readTree / time", Spread.of(1.4), 1.5, 0.9);

        assertThat(goal.isReached()).isFalse();
        assertThat(goal.isGrosslyMissed()).isFalse();
    }

    @Test
    void isBeyondTheFloorOnlyNearAFloorThatMissesIt() {
        Goal near =
                Goal.atMost("allocation / readTree", Spread.of(0.42), 0.35, 1).withFloor(Spread.of(0.37));
        Goal far =
                Goal.atMost("allocation / readTree", Spread.of(0.43), 0.35, 1).withFloor(Spread.of(0.37));
        Goal floorReachesIt =
                Goal.atMost("allocation / readTree", Spread.of(0.36), 0.35, 1).withFloor(Spread.of(0.34));

        assertThat(near.isBeyondFloor()).isTrue();
        assertThat(far.isBeyondFloor()).isFalse();
        assertThat(floorReachesIt.isBeyondFloor()).isFalse();
    }
}
