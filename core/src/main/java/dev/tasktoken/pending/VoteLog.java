package dev.tasktoken.pending;

import dev.tasktoken.pending.DecisionOutcome.VoteRefused.Reason;
import dev.tasktoken.pending.internal.DecisionRecord;
import dev.tasktoken.pending.internal.RecordKey;
import dev.tasktoken.pending.internal.TokenRecord;
import dev.tasktoken.pending.internal.VoteRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts the votes on one task in the order of its log. Each entry was created once, by somebody who knew all entries
 * before it, so that every process that reads the log finds the same vote to be the one that decides.
 */
final class VoteLog {
    /** The most entries of a log: votes and withdrawals of more people than any policy asks for. */
    static final int MAX_ENTRIES = 100;

    private final TokenRecord parked;
    private final ApprovalPolicy policy;
    private final int entries;
    /** By the folded names of those who approved. */
    private final Map<String, VoteRecord> approvals = new LinkedHashMap<>();

    private @Nullable VoteRecord deciding;

    private VoteLog(TokenRecord parked, ApprovalPolicy policy, int entries) {
        this.parked = parked;
        this.policy = policy;
        this.entries = entries;
    }

    /**
     * Counts.
     *
     * @param entries how many there ever were: a store may have dropped the first ones
     * @param votes those that are there, in their order
     */
    static VoteLog of(TokenRecord parked, ApprovalPolicy policy, int entries, Collection<VoteRecord> votes) {
        VoteLog log = new VoteLog(parked, policy, entries);
        votes.forEach(log::add);
        return log;
    }

    RecordKey next() {
        return RecordKey.vote(parked, entries + 1);
    }

    void add(VoteRecord entry) {
        if (deciding != null) {
            return; // too late: it raced with the vote that decided
        }
        String name = DecidedBy.folded(entry.vote().by().name());
        if (entry.vote().kind() == Vote.Kind.WITHDRAWN) {
            approvals.remove(name);
        } else {
            approvals.put(name, entry);
            boolean isLast = entry.vote().kind() == Vote.Kind.REJECTED || policy.isMetBy(people());
            deciding = isLast ? entry : null;
        }
    }

    /** Why a vote does not count; empty if it does. */
    Optional<Reason> refusal(Vote.Kind kind, DecidedBy person) {
        String name = DecidedBy.folded(person.name());
        boolean hasApproved = approvals.containsKey(name);
        if (parked.context()
                .requester()
                .map(DecidedBy::folded)
                .filter(name::equals)
                .isPresent()) {
            return Optional.of(Reason.REQUESTER);
        }
        if (!policy.permits(person)) {
            return Optional.of(Reason.NOT_AN_APPROVER);
        }
        if (kind == Vote.Kind.WITHDRAWN && !hasApproved) {
            return Optional.of(Reason.NOTHING_TO_WITHDRAW);
        }
        if (kind == Vote.Kind.APPROVED && hasApproved) {
            return Optional.of(Reason.VOTED_BEFORE);
        }
        return entries >= MAX_ENTRIES ? Optional.of(Reason.LOG_FULL) : Optional.empty();
    }

    /** The decision of the vote that completed the policy; the same for everybody who reads the log. */
    Optional<DecisionRecord> decision() {
        return Optional.ofNullable(deciding).map(this::decision);
    }

    DecisionOutcome.VoteRecorded outcome() {
        List<DecidedBy> people = people();
        return new DecisionOutcome.VoteRecorded(people, Math.max(1, policy.approvals() - people.size()));
    }

    private DecisionRecord decision(VoteRecord last) {
        return new DecisionRecord(
                parked.id(),
                parked.number(),
                parked.attempt(),
                last.nonce(),
                Objects.requireNonNull(last.decision()),
                last.vote().at(),
                Optional.of(last.vote().by()),
                approvals.values().stream().map(VoteRecord::vote).toList(),
                parked.context(),
                parked.since());
    }

    private List<DecidedBy> people() {
        List<DecidedBy> people = new ArrayList<>();
        approvals.values().forEach(entry -> people.add(entry.vote().by()));
        return people;
    }
}
