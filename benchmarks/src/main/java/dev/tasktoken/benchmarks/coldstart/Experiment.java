package dev.tasktoken.benchmarks.coldstart;

import java.util.ArrayList;
import java.util.List;

/** Starts of several contenders, taken in turns, so that what the machine does besides meets all of them alike. */
final class Experiment {
    private final List<Contender> contenders;
    private final List<List<Sample>> samples = new ArrayList<>();

    /**
     * Starts of several contenders.
     *
     * @param contenders what is compared; the last is what the others are compared with
     */
    Experiment(List<Contender> contenders) {
        this.contenders = List.copyOf(contenders);
        contenders.forEach(contender -> samples.add(new ArrayList<>()));
    }

    /** Starts each once for nothing, then each once a round; every other round goes the other way. */
    Experiment run(ColdStarts coldStarts, int rounds) throws Exception {
        for (Contender contender : contenders) {
            coldStarts.sample(contender);
        }
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < contenders.size(); turn++) {
                int place = round % 2 == 0 ? turn : contenders.size() - 1 - turn;
                samples.get(place).add(coldStarts.sample(contenders.get(place)));
            }
        }
        return this;
    }

    List<Contender> contenders() {
        return contenders;
    }

    Spread wallMillis(int place) {
        return new Spread(wall(place));
    }

    Spread cpuMillis(int place) {
        return new Spread(cpu(place));
    }

    /** How many times as long as the last one. */
    PairedRatio wallRatio(int place) {
        return PairedRatio.of(wall(place), wall(contenders.size() - 1));
    }

    /** How many times as much processor time as the last one. */
    PairedRatio cpuRatio(int place) {
        return PairedRatio.of(cpu(place), cpu(contenders.size() - 1));
    }

    private List<Double> wall(int place) {
        return samples.get(place).stream().map(Sample::wallMillis).toList();
    }

    private List<Double> cpu(int place) {
        return samples.get(place).stream().map(Sample::cpuMillis).toList();
    }
}
