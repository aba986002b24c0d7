package dev.tasktoken.pending;

import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerNotPermittedException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.Responder;
import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.internal.Backoff;
import dev.tasktoken.internal.Sleeper;
import dev.tasktoken.pending.DecisionOutcome.VoteRefused.Reason;
import dev.tasktoken.pending.internal.DecisionRecord;
import dev.tasktoken.pending.internal.DecisionRequest;
import dev.tasktoken.pending.internal.ParkedInfo;
import dev.tasktoken.pending.internal.RecordCodec;
import dev.tasktoken.pending.internal.TokenRecord;
import dev.tasktoken.service.PausedWork;
import dev.tasktoken.service.WorkId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records a decision, unless one is recorded, and sends it. */
final class DecisionRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionRecorder.class);
    private static final String HOLDS_TOKEN = "The output holds the task's own token";
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

    private final Responder<PausedWork> responder;
    private final PendingRecords records;
    private final VoteCounter votes;
    private final DecisionSender sender;
    private final Resending resending;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final Duration waitForToken;

    DecisionRecorder(PendingSettings settings, PendingRecords records, Resending resending) {
        this.responder = settings.responder();
        this.records = records;
        this.votes = new VoteCounter(settings.store(), records, settings.clock());
        this.sender = new DecisionSender(responder, records);
        this.resending = resending;
        this.clock = settings.clock();
        this.sleeper = settings.sleeper();
        this.waitForToken = settings.waitForToken();
    }

    /** Answers with an output, which is written only if nobody has decided before. */
    DecisionOutcome succeed(DecisionRequest request, @Nullable Object output) {
        return succeed(request, work -> responder.prepare(work, output));
    }

    DecisionOutcome decide(DecisionRequest request, Decision decision) {
        return decision instanceof Decision.Failure failure
                ? fail(request, failure)
                : succeed(request, work -> responder.prepareJson(work, ((Decision.Success) decision).output()));
    }

    private DecisionOutcome succeed(DecisionRequest request, Function<WorkId, PreparedAnswer> output) {
        return answer(request, state -> {
            PreparedAnswer written = output.apply(state.waiting().token());
            if (written instanceof PreparedAnswer.Failure unsendable) {
                return new DecisionOutcome.Rejected(unsendable.error(), unsendable.cause());
            }
            String json = ((PreparedAnswer.Success) written).output();
            return RecordCodec.holdsToken(json, state.waiting())
                    ? new DecisionOutcome.Rejected(DecisionOutcome.Rejected.OUTPUT_HOLDS_TOKEN, HOLDS_TOKEN)
                    : decide(state, request, new Decision.Success(json));
        });
    }

    /** Answers with a failure, fitted to the service's limits before it is recorded. */
    private DecisionOutcome fail(DecisionRequest request, Decision.Failure failure) {
        return answer(request, state -> {
            TaskFailure given = new TaskFailure(failure.error(), failure.cause());
            PreparedAnswer.Failure fitted =
                    responder.prepareFailure(state.waiting().token(), given);
            return decide(state, request, new Decision.Failure(fitted.error(), fitted.cause()));
        });
    }

    /** What may be recorded of a decision about the token that waits under an id. */
    Decision withoutToken(Decision decision, String id) {
        TokenRecord parked = records.load(id).parked();
        if (parked == null) {
            return decision;
        }
        if (decision instanceof Decision.Success success) {
            return RecordCodec.holdsToken(success.output(), parked)
                    ? new Decision.Failure(DecisionOutcome.Rejected.OUTPUT_HOLDS_TOKEN, HOLDS_TOKEN)
                    : success;
        }
        Decision.Failure failure = (Decision.Failure) decision;
        PreparedAnswer.Failure fitted =
                responder.prepareFailure(parked.token(), new TaskFailure(failure.error(), failure.cause()));
        return new Decision.Failure(fitted.error(), fitted.cause());
    }

    /** Takes an approval back. */
    DecisionOutcome withdraw(DecisionRequest request) {
        return answer(request, state -> {
            VoteLog log = votes.log(state).orElse(null);
            if (log == null) {
                return new DecisionOutcome.VoteRefused(Reason.NO_POLICY);
            }
            DecisionRecord voted = log.decision().orElse(null);
            if (voted != null) {
                records.recordDecision(voted);
                return null;
            }
            return vote(state, log, Vote.Kind.WITHDRAWN, request, null);
        });
    }

    /** Decides about the task that waits under the id, or about this attempt of it and no other. */
    private DecisionOutcome answer(DecisionRequest request, Function<PendingState, @Nullable DecisionOutcome> decide) {
        for (int tries = 0; tries < VoteLog.MAX_ENTRIES + PendingRecords.MAX_TRIES; tries++) {
            PendingState state = await(request.id());
            DecisionOutcome outcome = answer(state, request.attempt(), decide);
            if (outcome != null) {
                LOG.debug("Answering {}: {}", state.attempt(), outcome);
                return outcome;
            }
        }
        throw PendingRecords.changing(request.id());
    }

    /** Null if what was waiting is gone, or changed. */
    private @Nullable DecisionOutcome answer(
            PendingState state, @Nullable String attempt, Function<PendingState, @Nullable DecisionOutcome> decide) {
        if (state.isAbsent()) {
            return new DecisionOutcome.NotParked();
        }
        if (attempt != null && !attempt.equals(state.attempt())) {
            return ofEarlier(state, attempt);
        }
        if (!state.isWaiting()) {
            return decidedBefore(state);
        }
        records.retireBefore(state);
        return decide.apply(state);
    }

    private @Nullable DecisionOutcome decide(PendingState state, DecisionRequest request, Decision decision) {
        VoteLog log = votes(state, request).orElse(null);
        DecisionRecord voted = log == null ? null : log.decision().orElse(null);
        if (voted != null) {
            records.recordDecision(voted); // its answer is sent as that of a crashed process is
            return null;
        }
        if (log != null && request.needsVotes()) {
            Vote.Kind kind = decision instanceof Decision.Success ? Vote.Kind.APPROVED : Vote.Kind.REJECTED;
            return vote(state, log, kind, request, decision);
        }
        TokenRecord parked = state.waiting();
        Optional<DecidedBy> by = request.person().map(person -> masked(person, parked));
        return record(parked, DecisionRecord.on(parked, decision, clock.instant(), by));
    }

    /** A program that needs no votes ends its task even if they cannot be read. */
    private Optional<VoteLog> votes(PendingState state, DecisionRequest request) {
        try {
            return votes.log(state);
        } catch (DamagedRecordException e) {
            if (request.needsVotes()) {
                throw e;
            }
            LOG.warn("Decided without votes: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private @Nullable DecisionOutcome vote(
            PendingState state, VoteLog log, Vote.Kind kind, DecisionRequest request, @Nullable Decision decision) {
        if (request.by() == null) {
            return new DecisionOutcome.VoteRefused(Reason.NOT_NAMED);
        }
        DecidedBy person = masked(request.by(), state.waiting());
        Optional<Reason> refusal = log.refusal(kind, person);
        if (refusal.isPresent()) {
            return new DecisionOutcome.VoteRefused(refusal.get());
        }
        VoteLog voted = votes.cast(state, log, kind, person, decision);
        if (voted == null) {
            return null;
        }
        DecisionRecord deciding = voted.decision().orElse(null);
        return deciding == null ? voted.outcome() : record(state.waiting(), deciding);
    }

    private DecidedBy masked(DecidedBy person, TokenRecord parked) {
        return new DecidedBy(
                person.name(),
                person.roles(),
                person.comment().map(comment -> ParkedInfo.masked(comment, parked.token(), responder)));
    }

    /** Null if another decision counts, or the task was forgotten. */
    private @Nullable DecisionOutcome record(TokenRecord parked, DecisionRecord mine) {
        if (!records.recordDecision(mine)) {
            return null;
        }
        try {
            return records.isForgotten(parked) ? null : send(parked, mine);
        } catch (StoreUnavailableException | StoreNotPermittedException e) { // the decision is recorded
            return new DecisionOutcome.Undelivered(mine.recorded(null), e);
        }
    }

    private DecisionOutcome send(TokenRecord parked, DecisionRecord mine) {
        DecisionOutcome outcome = sender.send(parked, mine);
        if (outcome instanceof DecisionOutcome.Undelivered undelivered) {
            LOG.warn(
                    "The decision on {} is recorded but not sent: {}",
                    parked.token(),
                    undelivered.reason().getMessage());
        }
        return outcome;
    }

    /** The outcome for an attempt that a later one has replaced. */
    private DecisionOutcome ofEarlier(PendingState state, String attempt) {
        return state.decisionKeyOf(attempt)
                .flatMap(name -> records.readDecision(state.id(), name))
                .map(decided -> outcomeOf(decided.recorded(state.answer(decided).orElse(null))))
                .orElseGet(DecisionOutcome.TaskClosed::new);
    }

    private DecisionOutcome decidedBefore(PendingState state) {
        if (resending.isOverdue(state)) {
            try {
                return outcomeOf(resending.resend(state).orElseThrow());
            } catch (AnswerNotDeliveredException | AnswerNotPermittedException e) {
                LOG.warn("A recorded decision could not be sent yet: {}", e.getMessage());
            }
        }
        return outcomeOf(state.recorded().orElseThrow());
    }

    private static DecisionOutcome outcomeOf(RecordedDecision recorded) {
        boolean tooLate =
                recorded.answer().filter(AnswerOutcome.ALREADY_CLOSED::equals).isPresent();
        return tooLate ? new DecisionOutcome.TaskClosed() : new DecisionOutcome.DecidedBefore(recorded);
    }

    /** Loads what is under the id; if nothing is, repeats it for as long as an answer waits for its token. */
    private PendingState await(String id) {
        PendingState state = records.load(id);
        Duration left = waitForToken;
        for (int tries = 1; state.isAbsent() && left.compareTo(Duration.ZERO) > 0; tries++) {
            Duration wait = BACKOFF.after(tries);
            left = sleeper.sleepUnlessInterrupted(wait) ? left.minus(wait) : Duration.ZERO;
            state = records.load(id);
        }
        return state;
    }
}
