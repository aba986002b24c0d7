package dev.tasktoken.simulation;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.pending.ApprovalPolicy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.RecordedDecision;
import dev.tasktoken.pending.TokenStore;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The invariants in code: what must hold at each deletion, and when a history is over. */
final class Checks {
    private final World world;

    private Checks(World world) {
        this.world = world;
    }

    static void of(World world) {
        Checks checks = new Checks(world);
        world.presses.forEach(checks::checkPress);
        checks.checkCounts();
        world.service.tasks().forEach(checks::checkPolicy);
        checks.checkNobodyWaits();
        checks.checkNoTokenIsLeft();
    }

    /** At the moment in which a message leaves the queue. */
    static void ofDeletion(World world, String body) {
        world.service.tasks().stream()
                .filter(task -> body.contains(task.token) && task.status == SimulatedTask.Status.OPEN)
                .filter(task -> !task.forgotten && !isStored(world, task))
                .forEach(task -> world.violate(
                        Invariant.NOTHING_LOST, task + " is open, not stored, and its message is deleted"));
    }

    private void checkPress(Press press) {
        DecisionOutcome outcome = press.outcome();
        if (outcome instanceof DecisionOutcome.Recorded recorded
                && recorded.recorded().answer().equals(Optional.of(AnswerOutcome.ACCEPTED))) {
            require(isAccepted(press.output()), press, "was reported as accepted");
        }
        boolean isReplaced = world.service.tasks(press.id()).stream()
                .anyMatch(task -> task.forgotten || task.status == SimulatedTask.Status.TIMED_OUT);
        if (outcome != null && outcome.isRecorded() && !isReplaced) {
            require(isAccepted(press.output()), press, "was reported as the one that counts");
        }
        if (outcome != null && !outcome.isRecorded()) {
            require(!isAccepted(press.output()), press, "was reported as one that does not count, and was accepted");
        }
        if (outcome instanceof DecisionOutcome.DecidedBefore before && !isReplaced) {
            require(isAccepted(outputOf(before.recorded())), press, "was told of a decision that does not count");
        }
        if (outcome instanceof DecisionOutcome.TaskClosed) {
            require(isReplaced || !world.isApproved(press.id()), press, "was told that nobody's decision closed it");
        }
        if (outcome instanceof DecisionOutcome.Rejected) {
            require(false, press, "was rejected");
        }
    }

    private void checkCounts() {
        for (SimulatedTask task : world.service.tasks()) {
            if (task.forgotten) {
                continue; // what was recorded and not sent is lost on purpose
            }
            long counting = world.presses.stream()
                    .filter(press -> press.id().equals(task.id))
                    .filter(press -> press.outcome() != null && press.outcome().isRecorded())
                    .count();
            if (counting > world.service.tasks(task.id).size()) {
                world.violate(Invariant.ONE_DECISION, counting + " callers were told that theirs counts for " + task);
            }
        }
    }

    /** A success needs so many people whose approvals stand; who crashed while voting may have voted. */
    private void checkPolicy(SimulatedTask task) {
        int needed = world.info(task.id).policy().map(ApprovalPolicy::approvals).orElse(0);
        String accepted = task.accepted;
        if (accepted == null || accepted.startsWith("Rejected")) {
            return;
        }
        Set<String> people = new HashSet<>();
        votes(task.id)
                .filter(press -> press.vote().orElseThrow().isApproval())
                .forEach(press -> people.add(press.vote().orElseThrow().person()));
        votes(task.id)
                .filter(press -> press.vote().orElseThrow().isWithdrawn()
                        && press.outcome() instanceof DecisionOutcome.VoteRecorded)
                .forEach(press -> people.remove(press.vote().orElseThrow().person()));
        if (people.size() < needed) {
            world.violate(Invariant.POLICY, task + " was approved by " + people);
        }
    }

    private Stream<Press> votes(String id) {
        return world.presses.stream()
                .filter(press -> press.id().equals(id) && press.vote().isPresent());
    }

    private void checkNobodyWaits() {
        for (SimulatedTask task : world.service.open()) {
            if (!task.forgotten) {
                world.violate(Invariant.NOBODY_WAITS, task + " is still open");
            }
        }
    }

    private void checkNoTokenIsLeft() {
        for (SimulatedTask task : world.service.tasks()) {
            if (task.status != SimulatedTask.Status.OPEN && isStored(world, task)) {
                world.violate(Invariant.NO_TOKEN_LEFT, "the token of " + task + " is still stored");
            }
            boolean leaked =
                    texts(world, TokenStore.Area.DECISIONS).stream().anyMatch(text -> text.contains(task.token));
            if (leaked) {
                world.violate(Invariant.NO_TOKEN_LEFT, "the token of " + task + " is in a decision's record");
            }
        }
    }

    private void require(boolean holds, Press press, String what) {
        if (!holds) {
            world.violate(Invariant.ONE_DECISION, press.output() + " " + what + "; outcome: " + press.outcome());
        }
    }

    private boolean isAccepted(@Nullable String output) {
        return world.service.tasks().stream().anyMatch(task -> Objects.equals(task.accepted, output));
    }

    private static String outputOf(RecordedDecision recorded) {
        return recorded.decision() instanceof Decision.Failure failure
                ? failure.error() + ": " + failure.cause()
                : ((Decision.Success) recorded.decision()).output();
    }

    private static boolean isStored(World world, SimulatedTask task) {
        return texts(world, TokenStore.Area.TOKENS).stream().anyMatch(text -> text.contains(task.token));
    }

    private static List<String> texts(World world, TokenStore.Area area) {
        return world.store
                .ids(area)
                .distinct()
                .flatMap(id -> world.store.names(area, id).stream().map(name -> new TokenStore.Key(area, id, name)))
                .flatMap(key -> world.store.read(key).stream())
                .toList();
    }
}
