package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tasktoken.testkit.internal.api.FaultDecision;
import dev.tasktoken.testkit.internal.api.FaultEffect;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalFaultsTest {
    private static final String SUCCESS = "SendTaskSuccess";
    private static final String HEARTBEAT = "SendTaskHeartbeat";
    private static final Fault HALF = Fault.cutAfter().probability(0.5);

    private final LocalFaults faults = faults();

    private static LocalFaults faults() {
        return new LocalFaults(Set.of(SUCCESS, HEARTBEAT));
    }

    @Test
    void leavesCallsAloneAtFirst() {
        assertThat(faults.decide(SUCCESS)).isEqualTo(FaultDecision.UNDISTURBED);
    }

    @Test
    void repeatsItsDrawsForTheSameSeed() {
        List<FaultDecision> first = drawn(7);
        List<FaultDecision> again = drawn(7);
        List<FaultDecision> other = drawn(8);

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void repeatsItsDrawsAfterTheSeedWasSetAgain() {
        faults.seed(7);
        faults.inject(HALF);
        List<FaultDecision> first = drawn(faults);
        faults.clear();
        faults.seed(7);
        faults.inject(HALF);

        assertThat(drawn(faults)).isEqualTo(first);
    }

    @Test
    void drawsTheSameWhateverOtherFaultsAndOperationsDo() {
        LocalFaults alone = faults();
        LocalFaults crowded = faults();
        Fault rare = Fault.latency(Duration.ofMillis(1), Duration.ofMillis(9)).probability(0.1);
        alone.inject(rare);
        crowded.inject(rare);
        crowded.inject(HALF);

        List<Duration> alonesDelays =
                drawn(alone).stream().map(FaultDecision::latency).toList();
        List<Duration> crowdedDelays = IntStream.range(0, 1_000)
                .mapToObj(i -> crowded.decide(i % 2 == 0 ? SUCCESS : HEARTBEAT).latency())
                .toList();

        assertThat(crowdedDelays).isEqualTo(alonesDelays);
    }

    @Test
    void hitsTheShareOfCallsThatWasAskedFor() {
        faults.inject(HALF);

        drawn(faults);

        assertThat(faults.met(HALF)).isBetween(400, 600);
    }

    @Test
    void neverHappensWithProbability0() {
        faults.inject(HALF.probability(0));

        assertThat(drawn(faults)).containsOnly(FaultDecision.UNDISTURBED);
    }

    @Test
    void drawsALatencyBetweenItsBounds() {
        Duration shortest = Duration.ofMillis(3);
        Duration longest = Duration.ofMillis(5);
        faults.inject(Fault.latency(shortest, longest));

        List<FaultDecision> fates = drawn(faults);

        assertThat(fates)
                .extracting(FaultDecision::latency)
                .allMatch(latency -> latency.compareTo(shortest) >= 0 && latency.compareTo(longest) <= 0);
        assertThat(Set.copyOf(fates)).hasSizeGreaterThan(900);
    }

    @Test
    void addsLatenciesUpAndTakesTheFirstOfTheOtherFaults() {
        Fault second = Fault.throttling();
        faults.inject(Fault.latency(Duration.ofMillis(2)));
        faults.inject(Fault.cutBefore());
        faults.inject(second);
        faults.inject(Fault.latency(Duration.ofMillis(3)));

        FaultDecision decision = faults.decide(SUCCESS);

        assertThat(decision).isEqualTo(new FaultDecision(Duration.ofMillis(5), new FaultEffect.CutBefore()));
        assertThat(faults.met(second)).isZero();
    }

    @Test
    void happensNoMoreOftenThanItMay() {
        Fault twice = Fault.cutAfter().times(2);
        faults.inject(twice);

        List<FaultDecision> fates = drawn(faults);

        assertThat(fates.subList(0, 2)).containsOnly(new FaultDecision(Duration.ZERO, new FaultEffect.CutAfter()));
        assertThat(fates.subList(2, 1_000)).containsOnly(FaultDecision.UNDISTURBED);
        assertThat(faults.met(twice)).isEqualTo(2);
    }

    @Test
    void waitsItsTurnBehindAFaultThatCameFirst() {
        Fault first = Fault.cutAfter().times(1);
        Fault second = Fault.cutBefore().times(1);
        faults.inject(first);
        faults.inject(second);

        assertThat(faults.decide(SUCCESS).ending()).isEqualTo(new FaultEffect.CutAfter());
        assertThat(faults.decide(SUCCESS).ending()).isEqualTo(new FaultEffect.CutBefore());
        assertThat(faults.decide(SUCCESS)).isEqualTo(FaultDecision.UNDISTURBED);
    }

    @Test
    void concernsOnlyTheOperationsItNames() {
        faults.inject(Fault.cutAfter().operations(HEARTBEAT));

        assertThat(faults.decide(SUCCESS)).isEqualTo(FaultDecision.UNDISTURBED);
        assertThat(faults.decide(HEARTBEAT).ending()).isEqualTo(new FaultEffect.CutAfter());
    }

    @Test
    void endsAndKeepsItsCounts() {
        Fault fault = Fault.cutAfter();
        faults.inject(fault);
        faults.decide(SUCCESS);

        faults.clear();

        assertThat(faults.decide(SUCCESS)).isEqualTo(FaultDecision.UNDISTURBED);
        assertThat(faults.met(fault)).isEqualTo(1);
        assertThat(faults.calls(SUCCESS)).isEqualTo(2);
        assertThat(faults.calls(HEARTBEAT)).isZero();
    }

    @Test
    void refusesOperationsThatDoNotExist() {
        Fault misspelt = Fault.cutAfter().operations("SendTaskSucess");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> faults.inject(misspelt))
                .withMessage("there is no operation SendTaskSucess");
        assertThatIllegalArgumentException().isThrownBy(() -> faults.calls("SendTaskSucess"));
        assertThat(faults.decide(SUCCESS)).isEqualTo(FaultDecision.UNDISTURBED);
    }

    @Test
    void refusesToCountAFaultThatWasNeverInjected() {
        faults.inject(HALF.times(3));

        assertThatIllegalArgumentException().isThrownBy(() -> faults.met(HALF));
    }

    private static List<FaultDecision> drawn(long seed) {
        LocalFaults seeded = faults();
        seeded.seed(seed);
        seeded.inject(HALF);
        seeded.inject(Fault.latency(Duration.ZERO, Duration.ofMillis(9)).probability(0.3));
        return drawn(seeded);
    }

    private static List<FaultDecision> drawn(LocalFaults faults) {
        return IntStream.range(0, 1_000).mapToObj(i -> faults.decide(SUCCESS)).toList();
    }
}
