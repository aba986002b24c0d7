package dev.tasktoken.testkit.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.pending.ApprovalPolicy;
import dev.tasktoken.pending.AuditEntry;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.PageRequest;
import dev.tasktoken.pending.ParkOutcome;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.RecordedDecision;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import dev.tasktoken.pending.Vote;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TaskCall;
import dev.tasktoken.testkit.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What {@link PendingTasks} promise on every {@link TokenStore}, as tests: extend it beside {@link TokenStoreContract},
 * and JUnit runs them on your own. Several people race, every call fails before and after its effect, and no token is
 * left.
 *
 * <p>They make some thousand calls; {@link #races()} and {@link #everyNthFault()} limit them.
 */
public abstract class PendingTasksContract {
    private static final String POLICY_OUTPUT = "{\"approved\":true}";
    private static final Decision YES = new Decision.Success(POLICY_OUTPUT);
    private static final Decision NO = new Decision.Failure("Rejected", "too expensive");
    private static final int APPROVERS = 5;
    private static final int NEEDED = 3;

    private final String run = UUID.randomUUID().toString();
    private final RecordingResponder recording = RecordingResponder.create();
    private final List<String> ids = new ArrayList<>();

    /** For subclasses. */
    protected PendingTasksContract() {}

    /**
     * Returns the store to test. It may hold other records.
     *
     * @return a store; each time the same one, or one that shares its records
     */
    protected abstract TokenStore store();

    /**
     * Returns how many tasks five approvers race for.
     *
     * @return 20 unless overridden
     */
    protected int races() {
        return 20;
    }

    /**
     * Returns which share of all calls is made to fail: of a slow store a part is enough.
     *
     * @return 1 for all, which is the default
     */
    protected int everyNthFault() {
        return 1;
    }

    @AfterEach
    void deleteWhatWasCreated() {
        for (String id : ids) {
            for (Area area : Area.values()) {
                store().names(area, id).forEach(name -> store().delete(new TokenStore.Key(area, id, name)));
            }
        }
    }

    @Test
    void ofFiveApproversWhoRaceOneDecidesAndItsVotesAreThere() throws Exception {
        PendingTasks pending = pending(store());
        ExecutorService threads = Executors.newFixedThreadPool(APPROVERS);
        try {
            for (int n = 0; n < races(); n++) {
                Waiting task = park(pending, "race-" + n, policy(NEEDED));

                List<DecisionOutcome> outcomes = race(threads, pending, task, n % 2 == 1);

                assertOneDecision(pending, task, outcomes);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aSignalBeforeParkAndOneEventForThreeTasks() {
        PendingTasks pending = pending(store());
        String job = id("job");
        PendingTaskInfo info = PendingTaskInfo.builder().event(job).build();
        Waiting first = park(pending, "first", info);
        Waiting second = park(pending, "second", info);

        Map<String, DecisionOutcome> outcomes = pending.signal(job, YES);

        assertThat(outcomes).containsOnlyKeys(first.id(), second.id());
        Waiting third = new Waiting(id("third"), token("third"));
        assertThat(pending.park(third.id(), third.token(), info)).isEqualTo(ParkOutcome.ALREADY_DECIDED);
        assertThat(pending.signal(job, NO).values()).hasSize(3).noneMatch(DecisionOutcome::isRecorded);
        assertThat(Stream.of(first, second, third))
                .allSatisfy(
                        task -> assertThat(answer(task).output().isPresent()).isTrue());
    }

    @Test
    void noRecordHoldsATokenOfAnAnsweredTask() {
        PendingTasks pending = pending(store());
        String job = id("job");
        Waiting task = new Waiting(id("secret"), token("secret"));
        String secret = task.token().value();
        PendingTaskInfo info = PendingTaskInfo.builder()
                .summary("see " + secret)
                .requester("req")
                .label("link", "https://example.com/?token=" + secret)
                .policy(ApprovalPolicy.approvals(2))
                .event(job)
                .build();
        List<Object> said = new ArrayList<>();

        said.add(pending.park(task.id(), task.token(), info));
        said.add(pending.page(Listing.WAITING_BY_AGE, PageRequest.first(100)));
        said.add(pending.signal(job, new Decision.Failure("JobFailed", "")));
        said.add(vote(pending, task, "ann", new Decision.Success("\"" + secret + "\"")));
        said.add(pending.decide(
                task.id(), task.attempt(), YES, DecidedBy.person("ann").withComment("see " + secret)));
        said.add(vote(pending, task, "bob", YES));
        said.add(pending.find(task.id()));
        said.add(pending.audit(task.id()));
        said.add(pending.page(Listing.DECIDED_NEWEST_FIRST, PageRequest.first(100)));

        assertThat(said).allSatisfy(each -> assertThat(each.toString()).doesNotContain(secret));
        assertThat(answer(task).output().isPresent()).isTrue();
        assertNoRecordHolds(secret, task.id());
        assertNoRecordHolds(secret, job);
    }

    @Test
    void parkingSurvivesEveryFault() {
        eachFault((pending, task) -> pending.park(task.id(), task.token()), (pending, task) -> {
            pending.park(task.id(), task.token());
            assertThat(pending.find(task.id()))
                    .hasValueSatisfying(found -> assertThat(found.isWaiting()).isTrue());
            assertThat(waiting(pending)).contains(task.id());
            vote(pending, task, "ann", YES);
        });
    }

    @Test
    void answeringSurvivesEveryFault() {
        eachFault(
                parked(PendingTaskInfo.none()),
                (pending, task) -> pending.succeedJson(task.id(), POLICY_OUTPUT),
                (pending, task) -> pending.fail(task.id(), "Other", ""));
    }

    @Test
    void theVoteThatDecidesSurvivesEveryFault() {
        Step firstVote = parked(policy(2)).then((pending, task) -> vote(pending, task, "ann", YES));
        eachFault(firstVote, (pending, task) -> vote(pending, task, "bob", YES), (pending, task) -> {
            vote(pending, task, "bob", YES);
            vote(pending, task, "cem", YES);
            RecordedDecision decided =
                    pending.find(task.id()).flatMap(PendingTask::decided).orElseThrow();
            assertThat(decided.votes()).extracting(vote -> vote.by().name()).containsExactly("ann", "bob");
        });
    }

    @Test
    void aRejectionSurvivesEveryFault() {
        Step firstVote = parked(policy(2)).then((pending, task) -> vote(pending, task, "ann", YES));
        eachFault(firstVote, (pending, task) -> vote(pending, task, "bob", NO), (pending, task) -> {
            vote(pending, task, "bob", NO);
            assertThat(answer(task).output().isPresent()).isFalse();
        });
    }

    @Test
    void aWithdrawalSurvivesEveryFault() {
        Step firstVote = parked(policy(2)).then((pending, task) -> vote(pending, task, "ann", YES));
        eachFault(
                firstVote,
                (pending, task) -> pending.withdraw(task.id(), task.attempt(), DecidedBy.person("ann")),
                (pending, task) -> {
                    pending.withdraw(task.id(), task.attempt(), DecidedBy.person("ann"));
                    assertThat(vote(pending, task, "bob", YES)).isInstanceOf(DecisionOutcome.VoteRecorded.class);
                    assertThat(vote(pending, task, "cem", YES).isRecorded()).isTrue();
                });
    }

    @Test
    void aSignalSurvivesEveryFault() {
        eachFault(
                (pending, task) -> pending.park(task.id(), task.token(), awaiting(task)),
                (pending, task) -> pending.signal(task.id() + "-job", YES),
                (pending, task) -> pending.signal(task.id() + "-job", NO));
    }

    @Test
    void parkingBehindASignalSurvivesEveryFault() {
        eachFault(
                (pending, task) -> pending.signal(task.id() + "-job", YES),
                (pending, task) -> pending.park(task.id(), task.token(), awaiting(task)),
                (pending, task) -> pending.park(task.id(), task.token(), awaiting(task)));
    }

    @Test
    void forgettingSurvivesEveryFault() {
        eachFault(parked(PendingTaskInfo.none()), (pending, task) -> pending.forget(task.id()), (pending, task) -> {
            pending.forget(task.id());
            assertThat(pending.find(task.id())).isEmpty();
            assertThat(waiting(pending)).doesNotContain(task.id());
            pending.park(task.id(), task.token());
            pending.succeedJson(task.id(), POLICY_OUTPUT);
        });
    }

    @Test
    void aNoteSurvivesEveryFault() {
        eachFault(
                parked(PendingTaskInfo.none()),
                (pending, task) -> pending.note(task.id(), task.attempt(), "reminded"),
                (pending, task) -> {
                    pending.note(task.id(), task.attempt(), "reminded");
                    assertThat(pending.audit(task.id()))
                            .extracting(AuditEntry::kind)
                            .containsOnlyOnce(AuditEntry.Kind.NOTED);
                    pending.succeedJson(task.id(), POLICY_OUTPUT);
                });
    }

    /** A task of a test. */
    private record Waiting(String id, TaskToken token) {
        String attempt() {
            return token.fingerprint();
        }
    }

    /** Something done about a task. */
    private interface Step {
        void run(PendingTasks pending, Waiting task);

        default Step then(Step next) {
            return (pending, task) -> {
                run(pending, task);
                next.run(pending, task);
            };
        }
    }

    private void eachFault(Step faulty, Step next) {
        eachFault((pending, task) -> {}, faulty, next);
    }

    /**
     * Lets each call of the store that a step makes fail, before and after its effect, and by an end of the process;
     * then another process goes on. In the end the task has one answer and no token is left.
     */
    private void eachFault(Step before, Step faulty, Step next) {
        List<FaultyStore.Fault> faults = Stream.of(false, true)
                .flatMap(isAfter -> Stream.of(false, true).map(isEnd -> new FaultyStore.Fault(isAfter, isEnd)))
                .toList();
        for (int kind = 0; kind < faults.size(); kind++) {
            int call = 1 + kind % everyNthFault();
            while (hasFailed(before, faulty, next, call, faults.get(kind))) {
                call += everyNthFault();
            }
        }
    }

    /** Returns whether the step made so many calls. */
    private boolean hasFailed(Step before, Step faulty, Step next, int call, FaultyStore.Fault fault) {
        FaultyStore store = new FaultyStore(store());
        PendingTasks pending = pending(store);
        String name = "fault-" + ids.size();
        Waiting task = new Waiting(id(name), token(name));
        before.run(pending, task);
        store.failAt(call, fault);
        try {
            faulty.run(pending, task);
        } catch (StoreUnavailableException | FaultyStore.EndOfProcess expected) {
            assertThat(expected.toString()).doesNotContain(task.token().value());
        }
        boolean hasFailed = store.mend();
        next.run(pending(store()), task);

        assertThat(recording.task(task.token().value()).calls().stream().filter(TaskCall::isAnswer))
                .as("answers after %s at call %d", fault, call)
                .hasSize(1);
        assertNoRecordHolds(task.token().value(), task.id());
        return hasFailed;
    }

    private PendingTasks pending(TokenStore store) {
        return PendingTasks.builder(recording.responder(), store)
                .resendAfter(Duration.ZERO)
                .build();
    }

    private static PendingTaskInfo policy(int approvals) {
        return PendingTaskInfo.builder()
                .policy(ApprovalPolicy.approvals(approvals))
                .build();
    }

    private static PendingTaskInfo awaiting(Waiting task) {
        return PendingTaskInfo.builder().event(task.id() + "-job").build();
    }

    private static Step parked(PendingTaskInfo info) {
        return (pending, task) -> pending.park(task.id(), task.token(), info);
    }

    private Waiting park(PendingTasks pending, String name, PendingTaskInfo info) {
        Waiting task = new Waiting(id(name), token(name));
        pending.park(task.id(), task.token(), info);
        return task;
    }

    private static DecisionOutcome vote(PendingTasks pending, Waiting task, String name, Decision decision) {
        return pending.decide(task.id(), task.attempt(), decision, DecidedBy.person(name));
    }

    private static List<String> waiting(PendingTasks pending) {
        return pending.waiting().map(PendingTask::id).toList();
    }

    private List<DecisionOutcome> race(ExecutorService threads, PendingTasks pending, Waiting task, boolean oneRejects)
            throws Exception {
        CyclicBarrier together = new CyclicBarrier(APPROVERS);
        List<Future<DecisionOutcome>> votes = new ArrayList<>();
        for (int n = 0; n < APPROVERS; n++) {
            String name = "approver-" + n;
            Decision decision = oneRejects && n == 0 ? NO : YES;
            Callable<DecisionOutcome> vote = () -> {
                together.await();
                return vote(pending, task, name, decision);
            };
            votes.add(threads.submit(vote));
        }
        List<DecisionOutcome> outcomes = new ArrayList<>();
        for (Future<DecisionOutcome> vote : votes) {
            outcomes.add(vote.get());
        }
        return outcomes;
    }

    private void assertOneDecision(PendingTasks pending, Waiting task, List<DecisionOutcome> outcomes) {
        RecordedDecision decided =
                pending.find(task.id()).flatMap(PendingTask::decided).orElseThrow();
        List<Vote> votes = decided.votes();
        boolean isApproved = decided.decision() instanceof Decision.Success;

        assertThat(outcomes.stream().filter(DecisionOutcome::isRecorded))
                .as("%s", outcomes)
                .hasSizeLessThanOrEqualTo(1);
        assertThat(recording.task(task.token().value()).calls().stream().filter(TaskCall::isAnswer))
                .hasSize(1);
        assertThat(answer(task).output().isPresent()).isEqualTo(isApproved);
        assertThat(votes.stream().map(vote -> vote.by().name()).distinct()).hasSameSizeAs(votes);
        assertThat(votes.stream()
                        .filter(vote -> vote.kind() == Vote.Kind.APPROVED)
                        .count())
                .isLessThanOrEqualTo(isApproved ? NEEDED : NEEDED - 1L);
        assertThat(votes.get(votes.size() - 1).by()).isEqualTo(decided.by().orElseThrow());
        assertThat(votes).hasSizeBetween(isApproved ? NEEDED : 1, NEEDED);
        assertThat(pending.audit(task.id()))
                .extracting(AuditEntry::by)
                .containsAll(votes.stream().map(vote -> Optional.of(vote.by())).toList());
    }

    private TaskCall answer(Waiting task) {
        return recording.task(task.token().value()).answer().orElseThrow();
    }

    private void assertNoRecordHolds(String secret, String id) {
        for (Area area : Area.values()) {
            for (String name : store().names(area, id)) {
                assertThat(store().read(new TokenStore.Key(area, id, name)).orElse(""))
                        .as("%s of %s", name, area)
                        .doesNotContain(secret);
            }
        }
    }

    private String id(String name) {
        String id = run + "-" + name;
        ids.add(id);
        return id;
    }

    private TaskToken token(String name) {
        return TaskToken.of(TestTokens.numbered((run + name).hashCode() & Integer.MAX_VALUE));
    }
}
