package dev.tasktoken.pending;

import dev.tasktoken.AlreadyPendingException;
import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerNotPermittedException;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.OutputRejectedException;
import dev.tasktoken.Responder;
import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.pending.internal.DecisionRequest;
import dev.tasktoken.service.PausedWork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait for somebody's decision, under ids that the caller chooses. The function that receives the token
 * parks it; whoever receives the decision answers later, in another process.
 *
 * <p>Of any number of answers to one task exactly one is recorded, and the others return it. The decision is recorded
 * before it is sent, so that a crash between the two loses nothing: the next call sends the recorded decision. The
 * token is deleted as soon as the task is answered.
 *
 * <p>Ids are data: any text of at most 1,024 bytes in UTF-8 that is not blank. One id stands for one task at a time. An
 * id is no secret and no permission: check who may decide before calling.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>an answer before the token is stored returns {@link DecisionOutcome.NotParked} at once,
 *       {@link Builder#waitForToken}
 *   <li>decisions are kept for 30 days, or for as long as their task can wait, {@link Builder#keepDecisions}
 *   <li>for 30 s only the call that recorded a decision sends it, then others do, too, {@link Builder#resendAfter}
 * </ul>
 *
 * <p>Every method throws {@link StoreUnavailableException} if the store does not answer,
 * {@link StoreNotPermittedException} if it refuses, and {@link DamagedRecordException} if a record cannot be read. It
 * throws {@link IllegalArgumentException} for an id that is blank, too long or no Unicode. Immutable and thread-safe if
 * the store is. The caller owns responder and store.
 *
 * <pre>{@code
 * pending.park("order-42", envelope);                // in the function that receives the token
 * pending.succeed("order-42", Map.of("ok", true));   // in the API that receives the decision
 * }</pre>
 */
public final class PendingTasks {
    private final PendingRecords records;
    private final DecisionRecorder recorder;
    private final Resending resending;
    private final EventDecisions events;
    private final Parking parking;
    private final AuditTrail trail;
    private final PendingList list;

    private PendingTasks(PendingSettings settings) {
        this.records = new PendingRecords(settings.store(), settings.clock(), settings.keepDecisions());
        this.resending = new Resending(settings, records);
        this.recorder = new DecisionRecorder(settings, records, resending);
        this.events = new EventDecisions(settings, recorder);
        this.parking = new Parking(settings, records, events);
        this.trail = new AuditTrail(settings, records);
        this.list = new PendingList(settings.store(), settings.clock());
    }

    /**
     * Returns pending tasks with the defaults listed above.
     *
     * @param responder sends the decisions; stays the caller's to close
     * @param store keeps them
     * @return the pending tasks
     */
    public static PendingTasks of(Responder<?> responder, TokenStore store) {
        return builder(responder, store).build();
    }

    /**
     * Returns a builder with the defaults listed above.
     *
     * @param responder sends the decisions; stays the caller's to close
     * @param store keeps them
     * @return the builder
     */
    public static Builder builder(Responder<?> responder, TokenStore store) {
        return new Builder(responder, store);
    }

    /**
     * Stores the token of a task under an id, as {@link #park(String, PausedWork, PendingTaskInfo)} does.
     *
     * @param id the caller's own id for what is to be decided
     * @param work whose token or callback id it is
     * @return what is known of the task; no outcome needs an action
     * @throws AlreadyPendingException if another task, which is still open, waits under the id; nothing was stored
     * @throws AnswerNotDeliveredException if another token waits under the id and it is unknown whether its task is
     *     still open; nothing was stored, let the message be redelivered
     * @throws AnswerNotPermittedException the same, because {@code states:SendTaskHeartbeat} is not permitted
     */
    public ParkOutcome park(String id, PausedWork work) {
        return park(id, work, PendingTaskInfo.none());
    }

    /**
     * Stores the token of a task under an id, with what a person should know before deciding. If a handler in this
     * process has the task, parking defers it: what the handler returns is not sent. Park before the handler returns,
     * or before the stage that it returns completes. Idempotent: a redelivered message changes nothing. If a different
     * token waits under the id, one heartbeat on it decides: it is kept if its task is open, and replaced if closed.
     *
     * @param id the caller's own id for what is to be decided
     * @param work whose token or callback id it is
     * @param context what a list of waiting tasks shows of it
     * @return what is known of the task; no outcome needs an action
     * @throws AlreadyPendingException if another task, which is still open, waits under the id; nothing was stored
     * @throws AnswerNotDeliveredException if another token waits under the id and it is unknown whether its task is
     *     still open; nothing was stored, let the message be redelivered
     * @throws AnswerNotPermittedException the same, because {@code states:SendTaskHeartbeat} is not permitted
     * @throws InvalidTaskTokenException if the responder does not answer this kind of work; nothing was stored. Or if
     *     the service cannot decode the token that waits under the id: it may be another Region's or endpoint's. It is
     *     kept; {@link #forget} makes room
     * @throws IllegalStateException if the handler of this task was given up at its deadline
     */
    public ParkOutcome park(String id, PausedWork work, PendingTaskInfo context) {
        return parking.park(id, work, context);
    }

    /**
     * Decides that the task succeeds with a result. The output is recorded, so put no secret into it.
     *
     * @param id the id it was parked under
     * @param output written as JSON by the responder's codec, at most 262,144 bytes in UTF-8
     * @return the outcome; {@link DecisionOutcome.Rejected} if it cannot be sent
     * @throws InvalidTaskTokenException if the service cannot decode what was parked as a token
     * @throws OutputRejectedException if the service does not take the output for JSON; the task has been failed with
     *     {@link TaskFailure#OUTPUT_NOT_JSON} instead
     */
    public DecisionOutcome succeed(String id, @Nullable Object output) {
        return recorder.succeed(DecisionRequest.of(id), output);
    }

    /**
     * Decides that the task succeeds with JSON text, sent verbatim.
     *
     * @param id the id it was parked under
     * @param json one JSON value, at most 262,144 bytes in UTF-8
     * @return the outcome; {@link DecisionOutcome.Rejected} if it is not JSON or too large
     * @throws InvalidTaskTokenException if the service cannot decode what was parked as a token
     */
    public DecisionOutcome succeedJson(String id, String json) {
        return recorder.decide(DecisionRequest.of(id), new Decision.Success(json));
    }

    /**
     * Decides that the task fails, even if it has an {@link ApprovalPolicy}: for programs that end a task by their own
     * rules. A person's rejection is {@link #decide(String, String, Decision, DecidedBy)}.
     *
     * @param id the id it was parked under
     * @param error the error name that {@code Retry} and {@code Catch} match, cut to 256 characters
     * @param cause what a person or a {@code Catch} state reads, cut to 32,768 characters
     * @return the outcome
     * @throws InvalidTaskTokenException if the service cannot decode what was parked as a token
     */
    public DecisionOutcome fail(String id, String error, String cause) {
        return recorder.decide(new DecisionRequest(id, null, null, false), new Decision.Failure(error, cause));
    }

    /**
     * Decides one attempt and no other: for a link or a form that was shown for it. A state that was retried since then
     * has another token, which this does not answer.
     *
     * @param id the id it was parked under
     * @param attempt as {@link PendingTask#attempt()} said
     * @param decision what is decided
     * @return the outcome; {@link DecisionOutcome.TaskClosed} if another attempt has taken its place
     * @throws InvalidTaskTokenException if the service cannot decode what was parked as a token
     */
    public DecisionOutcome decide(String id, String attempt, Decision decision) {
        Objects.requireNonNull(attempt, "attempt");
        return recorder.decide(DecisionRequest.of(id, attempt, null), decision);
    }

    /**
     * Decides one attempt and says who decides. If the task has an {@link ApprovalPolicy}, this is a vote: a success
     * approves and a failure rejects. The vote that completes the policy decides, with its own output; a rejection
     * decides at once.
     *
     * @param id the id it was parked under
     * @param attempt as {@link PendingTask#attempt()} said
     * @param decision what is decided
     * @param by who decides; you have authenticated them
     * @return the outcome; of a vote {@link DecisionOutcome.VoteRecorded} while others must still agree, and
     *     {@link DecisionOutcome.VoteRefused} if it does not count
     * @throws InvalidTaskTokenException if the service cannot decode what was parked as a token
     */
    public DecisionOutcome decide(String id, String attempt, Decision decision, DecidedBy by) {
        Objects.requireNonNull(attempt, "attempt");
        return recorder.decide(DecisionRequest.of(id, attempt, Objects.requireNonNull(by, "by")), decision);
    }

    /**
     * Takes an approval of a task with an {@link ApprovalPolicy} back, as long as the task waits.
     *
     * @param id the id it was parked under
     * @param attempt as {@link PendingTask#attempt()} said
     * @param by who approved, by {@link DecidedBy#name()}
     * @return {@link DecisionOutcome.VoteRecorded} with the approvals that still stand,
     *     {@link DecisionOutcome.VoteRefused}, or what was decided before
     */
    public DecisionOutcome withdraw(String id, String attempt, DecidedBy by) {
        Objects.requireNonNull(attempt, "attempt");
        return recorder.withdraw(DecisionRequest.of(id, attempt, Objects.requireNonNull(by, "by")));
    }

    /**
     * Answers all tasks that wait for an event ({@link PendingTaskInfo#event()}): the completion of a job that knows an
     * id and no token. The event may come before a task is parked: it is kept for {@link Builder#keepDecisions}, and
     * {@link #park} answers the task. It may come more than once: the first one counts.
     *
     * <p>A task with an {@link ApprovalPolicy} is not answered by events: {@link DecisionOutcome.VoteRefused}.
     *
     * @param event the id of the job or event: any text of at most 1,024 bytes in UTF-8 that is not blank. It shares
     *     the ids of tasks, but no records with them
     * @param decision how it ended, without any token. An output that cannot be sent to any task fails them, as the
     *     result of a handler does. One that quotes the token of a task that waits for the event fails them with
     *     {@value DecisionOutcome.Rejected#OUTPUT_HOLDS_TOKEN}. The token of a task that is parked later is not noticed
     *     and is kept with the event
     * @return the outcomes by the ids of the tasks that wait for the event now; empty if none does yet. If one of them
     *     throws, the others are not answered: let the event be redelivered
     * @throws InvalidTaskTokenException if the service cannot decode what was parked as a token
     */
    public Map<String, DecisionOutcome> signal(String event, Decision decision) {
        return events.signal(event, decision);
    }

    /**
     * Returns the votes so far on a task with an {@link ApprovalPolicy}.
     *
     * @param id the id it was parked under
     * @param attempt as {@link PendingTask#attempt()} said
     * @return votes and withdrawals in their order; empty without a policy, and if another attempt has taken its place
     */
    public List<Vote> votes(String id, String attempt) {
        return trail.votes(records.load(id), attempt);
    }

    /**
     * Notes that something was done about a task that waits, once: a reminder, an escalation. The note is part of
     * {@link #audit}.
     *
     * @param id the id it was parked under
     * @param attempt as {@link PendingTask#attempt()} said
     * @param word what was done: 1 to 20 lower-case letters and digits
     * @return true if this call wrote the note: do it now. False if it was written before, or this attempt waits no
     *     more
     * @throws IllegalArgumentException if the word is none
     */
    public boolean note(String id, String attempt, String word) {
        return trail.note(records.load(id), attempt, word);
    }

    /**
     * Returns what is recorded of the latest task under an id: parking, notes, votes, the decision and its answer. It
     * outlives the answer by {@link Builder#keepDecisions}.
     *
     * @param id the id it was parked under
     * @return in the order of time; empty if nothing is recorded
     */
    public List<AuditEntry> audit(String id) {
        return trail.of(records.load(id));
    }

    /**
     * Looks up a task.
     *
     * @param id the id it was parked under
     * @return the task that waits, or was decided last; empty if there is none, or if it was long ago
     */
    public Optional<PendingTask> find(String id) {
        return records.load(id).task();
    }

    /**
     * Returns one page of a list. Closed and decided tasks leave the lists of waiting tasks by themselves, and so do
     * those whose {@link PendingTaskInfo#until()} has passed. Nothing is asked of the service: looking at a list keeps
     * no dead work alive.
     *
     * <p>A page takes the same number of calls of the store however many tasks there are and are shown: at most six. A
     * store that reads one record a call takes more; {@code S3TokenStore} says how many. A damaged record is left out
     * and logged at WARN. The list may lag some seconds behind.
     *
     * @param listing which list: by age, by deadline, or the decisions of {@link Builder#keepDecisions}
     * @param request how many, and after which cursor
     * @return the page
     * @throws IllegalArgumentException if the cursor was cut, changed, or is another list's
     */
    public PendingPage page(Listing listing, PageRequest request) {
        return list.page(listing, request);
    }

    /**
     * Returns one page of the tasks that have waited for longer than a time, the oldest first: those to be reminded of.
     *
     * @param waiting how long they have waited, since {@link PendingTask#since()}
     * @param request how many, and after which cursor
     * @return the page, as {@link #page} does
     * @throws IllegalArgumentException if the time is negative, or the cursor was cut, changed, or is another list's
     */
    public PendingPage overdue(Duration waiting, PageRequest request) {
        return list.overdue(waiting, request);
    }

    /**
     * Returns the tasks that nobody has decided yet, the oldest first: all pages of {@link #page}.
     *
     * @return read from the store page by page as the stream is consumed; the exceptions above come then
     */
    public Stream<PendingTask> waiting() {
        return list.waiting();
    }

    /**
     * Removes what is stored under an id; the task itself is not answered and goes on waiting until its timeout. A
     * decision that was not sent yet is lost, one that is being sent just now is not stopped.
     *
     * @param id the id it was parked under
     */
    public void forget(String id) {
        records.forget(id);
    }

    /**
     * Sends the recorded decision if it is not known to have been sent, however fresh it is.
     *
     * @param id the id it was parked under
     * @return the decision and what is known of it now; empty if nothing was decided
     * @throws AnswerNotDeliveredException if the call was not delivered after its retries
     * @throws AnswerNotPermittedException if a permission is missing
     * @throws InvalidTaskTokenException if the service cannot decode what was parked as a token
     */
    public Optional<RecordedDecision> resend(String id) {
        return resending.resend(id);
    }

    /**
     * Sends every recorded decision that is not known to have been sent and is older than {@link Builder#resendAfter}.
     * Call it from a scheduled function, so that after a crash a recorded decision does not wait for the next answer. A
     * decision that cannot be sent now is logged at WARN and left for the next call. Tokens of closed tasks that a
     * crash left behind are deleted. A task with a damaged record is logged at WARN and left out.
     *
     * @return how many were sent
     */
    public int resendUndelivered() {
        return resending.resendUndelivered();
    }

    /** Sets up {@link PendingTasks}. Setters check at once; {@link #build()} copies. Not thread-safe. */
    public static final class Builder extends PendingSetup {
        private Builder(Responder<?> responder, TokenStore store) {
            super(responder, store);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Builds the pending tasks.
         *
         * @return the pending tasks
         */
        public PendingTasks build() {
            return new PendingTasks(settings());
        }
    }
}
