package dev.tasktoken.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.FakeSfn;
import dev.tasktoken.Responders;
import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.Tokens;
import dev.tasktoken.pending.DecisionOutcome.VoteRefused.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that several people decide. */
class VotingTest {
    private static final String ID = "order-42";
    private static final TaskToken TOKEN = Tokens.token(1);
    private static final DecidedBy ANN = DecidedBy.person("ann");
    private static final DecidedBy BOB = DecidedBy.person("bob");
    private static final DecidedBy CEM = DecidedBy.person("cem");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final FakeSfn sfn = new FakeSfn();
    private final RecordedStore store = new RecordedStore(() -> now);
    private final PendingTasks pending = PendingTasks.builder(
                    Responders.impatient(sfn).build(), store)
            .clock(() -> now)
            .build();

    private void park(ApprovalPolicy policy) {
        pending.park(
                ID,
                TOKEN,
                PendingTaskInfo.builder().policy(policy).requester("req").build());
    }

    private DecisionOutcome approve(DecidedBy by) {
        return pending.decide(ID, TOKEN.fingerprint(), new Decision.Success("\"by " + by.name() + "\""), by);
    }

    private DecisionOutcome reject(DecidedBy by) {
        return pending.decide(ID, TOKEN.fingerprint(), new Decision.Failure("Rejected", "by " + by.name()), by);
    }

    private DecisionOutcome withdraw(DecidedBy by) {
        return pending.withdraw(ID, TOKEN.fingerprint(), by);
    }

    private static DecisionOutcome refused(Reason reason) {
        return new DecisionOutcome.VoteRefused(reason);
    }

    private RecordedDecision decided() {
        return pending.find(ID).orElseThrow().decided().orElseThrow();
    }

    /** Found by the simulation. */
    @Test
    void aWithdrawalAfterTheVoteThatDecidedChangesNothing() {
        park(ApprovalPolicy.approvals(2));
        approve(ANN);
        store.before("create", "decided", RecordedStore.CRASH);
        assertThatThrownBy(() -> approve(BOB)).isInstanceOf(RecordedStore.Crash.class);

        DecisionOutcome outcome = withdraw(ANN);

        assertThat(outcome).isInstanceOf(DecisionOutcome.DecidedBefore.class);
        assertThat(decided().by()).contains(BOB);
        assertThat(pending.votes(ID, TOKEN.fingerprint()))
                .extracting(Vote::kind)
                .doesNotContain(Vote.Kind.WITHDRAWN);
    }

    @Test
    void theVoteThatCompletesThePolicyDecidesAndIsSent() {
        park(ApprovalPolicy.approvals(2));

        assertThat(approve(ANN)).isEqualTo(new DecisionOutcome.VoteRecorded(List.of(ANN), 1));
        assertThat(sfn.calls).isEmpty();
        assertThat(approve(BOB)).isInstanceOf(DecisionOutcome.Recorded.class);

        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("\"by bob\"");
        assertThat(decided().by()).contains(BOB);
        assertThat(decided().answer()).contains(AnswerOutcome.ACCEPTED);
        assertThat(decided().votes())
                .containsExactly(new Vote(Vote.Kind.APPROVED, ANN, now), new Vote(Vote.Kind.APPROVED, BOB, now));
        assertThat(approve(CEM)).isInstanceOf(DecisionOutcome.DecidedBefore.class);
    }

    @Test
    void nobodyCountsTwiceAndTheRequesterNotAtAll() {
        park(ApprovalPolicy.approvals(2));
        approve(ANN);

        assertThat(approve(ANN)).isEqualTo(refused(Reason.VOTED_BEFORE));
        assertThat(approve(ANN.withComment("again"))).isEqualTo(refused(Reason.VOTED_BEFORE));
        assertThat(approve(DecidedBy.person("req"))).isEqualTo(refused(Reason.REQUESTER));
        assertThat(reject(DecidedBy.person("req"))).isEqualTo(refused(Reason.REQUESTER));
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void onlyApproversVote() {
        park(ApprovalPolicy.approvals(2).of("ann", "bob"));

        assertThat(approve(CEM)).isEqualTo(refused(Reason.NOT_AN_APPROVER));
        assertThat(reject(CEM)).isEqualTo(refused(Reason.NOT_AN_APPROVER));
        approve(ANN);
        assertThat(approve(BOB).isRecorded()).isTrue();
    }

    @Test
    void eachRoleNeedsAPersonOfItsOwn() {
        park(ApprovalPolicy.oneOfEach("finance", "legal"));
        DecidedBy both = ANN.withRoles("finance", "legal");

        assertThat(approve(CEM)).isEqualTo(refused(Reason.NOT_AN_APPROVER));
        assertThat(approve(both)).isInstanceOf(DecisionOutcome.VoteRecorded.class);
        assertThat(approve(BOB.withRoles("legal")).isRecorded()).isTrue();
    }

    @Test
    void twoOfOneRoleAreNotBothRoles() {
        park(ApprovalPolicy.oneOfEach("finance", "legal"));

        approve(ANN.withRoles("legal"));
        assertThat(approve(BOB.withRoles("legal")))
                .isEqualTo(
                        new DecisionOutcome.VoteRecorded(List.of(ANN.withRoles("legal"), BOB.withRoles("legal")), 1));
        assertThat(approve(CEM.withRoles("finance")).isRecorded()).isTrue();
    }

    @Test
    void theFirstRejectionFails() {
        park(ApprovalPolicy.approvals(3));
        approve(ANN);

        assertThat(reject(BOB).isRecorded()).isTrue();

        assertThat(sfn.failures).singleElement().extracting(r -> r.error()).isEqualTo("Rejected");
        assertThat(decided().by()).contains(BOB);
        assertThat(decided().votes()).extracting(Vote::kind).containsExactly(Vote.Kind.APPROVED, Vote.Kind.REJECTED);
    }

    @Test
    void whoApprovedMayRejectAfterwards() {
        park(ApprovalPolicy.approvals(3));
        approve(ANN);

        assertThat(reject(ANN).isRecorded()).isTrue();
    }

    @Test
    void aWithdrawnApprovalDoesNotCount() {
        park(ApprovalPolicy.approvals(2));
        approve(ANN);

        assertThat(withdraw(ANN)).isEqualTo(new DecisionOutcome.VoteRecorded(List.of(), 2));
        assertThat(approve(BOB)).isEqualTo(new DecisionOutcome.VoteRecorded(List.of(BOB), 1));
        assertThat(approve(ANN).isRecorded()).isTrue();
        assertThat(decided().votes()).extracting(vote -> vote.by().name()).containsExactly("bob", "ann");
        assertThat(withdraw(ANN)).isInstanceOf(DecisionOutcome.DecidedBefore.class);
    }

    @Test
    void onlyAnApprovalThatStandsCanBeWithdrawn() {
        park(ApprovalPolicy.approvals(2));

        assertThat(withdraw(ANN)).isEqualTo(refused(Reason.NOTHING_TO_WITHDRAW));
    }

    @Test
    void aTaskWithoutAPolicyHasNoVotes() {
        pending.park(ID, TOKEN);

        assertThat(withdraw(ANN)).isEqualTo(refused(Reason.NO_POLICY));
        assertThat(approve(ANN).isRecorded()).isTrue();
        assertThat(decided().by()).contains(ANN);
        assertThat(decided().votes()).isEmpty();
    }

    @Test
    void whoDoesNotSayTheirNameDoesNotVote() {
        park(ApprovalPolicy.approvals(1));

        assertThat(pending.succeed(ID, 1)).isEqualTo(refused(Reason.NOT_NAMED));
        assertThat(pending.succeedJson(ID, "1")).isEqualTo(refused(Reason.NOT_NAMED));
        assertThat(pending.decide(ID, TOKEN.fingerprint(), new Decision.Failure("a", "b")))
                .isEqualTo(refused(Reason.NOT_NAMED));
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void aProgramMayFailTheTaskWithoutVotes() {
        park(ApprovalPolicy.approvals(2));
        approve(ANN);

        assertThat(pending.fail(ID, "NobodyDecided", "").isRecorded()).isTrue();

        assertThat(decided().votes()).isEmpty();
    }

    @Test
    void anOutputThatCannotBeSentIsNoVote() {
        park(ApprovalPolicy.approvals(1));

        assertThat(pending.decide(ID, TOKEN.fingerprint(), new Decision.Success("{"), ANN))
                .isInstanceOf(DecisionOutcome.Rejected.class);
        assertThat(pending.decide(ID, TOKEN.fingerprint(), new Decision.Success("\"" + TOKEN.value() + "\""), ANN))
                .isInstanceOfSatisfying(
                        DecisionOutcome.Rejected.class,
                        rejected ->
                                assertThat(rejected.error()).isEqualTo(DecisionOutcome.Rejected.OUTPUT_HOLDS_TOKEN));
        assertThat(approve(ANN).isRecorded()).isTrue();
    }

    @Test
    void votesAreOfOneAttempt() {
        park(ApprovalPolicy.approvals(2));
        approve(ANN);
        sfn.says(FakeSfn.closedTask(1));
        TaskToken retried = Tokens.token(2);
        pending.park(
                ID,
                retried,
                PendingTaskInfo.builder().policy(ApprovalPolicy.approvals(2)).build());

        assertThat(approve(BOB)).isInstanceOf(DecisionOutcome.TaskClosed.class);
        assertThat(pending.decide(ID, retried.fingerprint(), new Decision.Success("1"), BOB))
                .isEqualTo(new DecisionOutcome.VoteRecorded(List.of(BOB), 1));
    }

    @Test
    void theNextCallDecidesWhatACrashedProcessVoted() {
        park(ApprovalPolicy.approvals(2));
        approve(ANN);
        store.before("create", "decided", RecordedStore.CRASH);
        assertThatThrownBy(() -> approve(BOB)).isInstanceOf(RecordedStore.Crash.class);
        assertThat(sfn.calls).isEmpty();
        now = now.plus(Duration.ofMinutes(1));

        DecisionOutcome next = reject(CEM);

        assertThat(next).isInstanceOfSatisfying(DecisionOutcome.DecidedBefore.class, before -> {
            assertThat(before.recorded().by()).contains(BOB);
            assertThat(before.recorded().answer()).contains(AnswerOutcome.ACCEPTED);
            assertThat(before.recorded().votes()).hasSize(2);
        });
        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("\"by bob\"");
    }

    @Test
    void everyCallOfAProgramDecidesWhatACrashedProcessVoted() {
        for (Runnable call : List.<Runnable>of(
                () -> pending.fail(ID, "NobodyDecided", ""),
                () -> withdraw(ANN),
                () -> pending.resend(ID),
                pending::resendUndelivered)) {
            park(ApprovalPolicy.approvals(2));
            approve(ANN);
            store.before("create", "decided", RecordedStore.CRASH);
            assertThatThrownBy(() -> approve(BOB)).isInstanceOf(RecordedStore.Crash.class);
            now = now.plus(Duration.ofMinutes(1));

            call.run();

            assertThat(sfn.successes)
                    .singleElement()
                    .extracting(r -> r.output())
                    .isEqualTo("\"by bob\"");
            assertThat(sfn.failures).isEmpty();
            sfn.successes.clear();
            pending.forget(ID);
            store.texts.clear();
        }
    }

    @Test
    void aFreshDecisionOfAVoteIsLeftToItsProcess() {
        park(ApprovalPolicy.approvals(1));
        store.before(
                "create", "decided", () -> assertThat(approve(BOB)).isInstanceOf(DecisionOutcome.DecidedBefore.class));

        assertThat(approve(ANN)).isInstanceOf(DecisionOutcome.Recorded.class);

        assertThat(sfn.calls).containsExactly("success");
        assertThat(decided().by()).contains(ANN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after"})
    void aVoteThatMayHaveBeenWrittenIsFoundOrNot(String when) {
        park(ApprovalPolicy.approvals(2));
        if (when.equals("before")) {
            store.before("create", "vote", RecordedStore.DOWN);
            assertThatThrownBy(() -> approve(ANN)).isInstanceOf(StoreUnavailableException.class);
        } else {
            store.after("create", "vote", RecordedStore.DOWN);
            assertThat(approve(ANN)).isInstanceOf(DecisionOutcome.VoteRecorded.class);
        }

        assertThat(approve(ANN))
                .isEqualTo(
                        when.equals("before")
                                ? new DecisionOutcome.VoteRecorded(List.of(ANN), 1)
                                : refused(Reason.VOTED_BEFORE));
    }

    @Test
    void aVoteThatTheStoreSaysWasThereBeforeIsFound() {
        park(ApprovalPolicy.approvals(2));
        store.sayThatItWasThereBefore("vote");

        assertThat(approve(ANN)).isEqualTo(new DecisionOutcome.VoteRecorded(List.of(ANN), 1));
    }

    @Test
    void aVoteThatWasOvertakenIsCountedBehindTheOther() {
        park(ApprovalPolicy.approvals(2));
        store.before("create", "vote", () -> assertThat(approve(BOB)).isInstanceOf(DecisionOutcome.VoteRecorded.class));

        assertThat(approve(ANN)).isInstanceOf(DecisionOutcome.Recorded.class);

        assertThat(decided().votes()).extracting(vote -> vote.by().name()).containsExactly("bob", "ann");
    }

    @Test
    void aLogHasAnEnd() {
        park(ApprovalPolicy.approvals(2));
        for (int n = 0; n < 50; n++) {
            assertThat(approve(ANN)).isInstanceOf(DecisionOutcome.VoteRecorded.class);
            assertThat(withdraw(ANN)).isInstanceOf(DecisionOutcome.VoteRecorded.class);
        }

        assertThat(approve(ANN)).isEqualTo(refused(Reason.LOG_FULL));
        assertThat(pending.fail(ID, "NobodyDecided", "").isRecorded()).isTrue();
    }

    @Test
    void aDamagedVoteIsDamage() {
        park(ApprovalPolicy.approvals(2));
        approve(ANN);
        store.damage("vote", "{}");

        assertThatThrownBy(() -> approve(BOB)).isInstanceOf(DamagedRecordException.class);
    }

    @Test
    void refusesAPolicyThatCannotBeMet() {
        assertThatIllegalArgumentException().isThrownBy(() -> ApprovalPolicy.approvals(0));
        assertThatIllegalArgumentException().isThrownBy(() -> ApprovalPolicy.approvals(21));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApprovalPolicy.approvals(2).of("ann"));
        assertThatIllegalArgumentException().isThrownBy(() -> ApprovalPolicy.oneOfEach());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApprovalPolicy(1, Set.of(), Set.of("finance", "legal")));
    }

    @Test
    void refusesAPersonWithoutANameOrWithTooMuchOfIt() {
        assertThatIllegalArgumentException().isThrownBy(() -> DecidedBy.person(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> DecidedBy.person("x".repeat(257)));
        assertThatIllegalArgumentException().isThrownBy(() -> ANN.withRoles(""));
        assertThat(ANN.withComment("x".repeat(5_000)).comment().orElseThrow()).hasSize(PendingTaskInfo.MAX_TEXT_LENGTH);
        assertThat(ANN.withComment("secret of the business").toString()).doesNotContain("business");
    }

    @Test
    void aPersonInAnotherSpellingIsTheSamePerson() {
        pending.park(
                ID,
                TOKEN,
                PendingTaskInfo.builder()
                        .policy(ApprovalPolicy.approvals(2))
                        .requester("Req@example.com ")
                        .build());
        approve(DecidedBy.person("ann@example.com"));

        for (String ann : List.of("ann@example.com ", "ANN@example.com", "\uFF41nn@example.com")) {
            assertThat(approve(DecidedBy.person(ann))).isEqualTo(refused(Reason.VOTED_BEFORE));
        }
        assertThat(approve(DecidedBy.person("req@example.com"))).isEqualTo(refused(Reason.REQUESTER));
        assertThat(withdraw(DecidedBy.person("Ann@example.com")))
                .isEqualTo(new DecisionOutcome.VoteRecorded(List.of(), 2));
    }

    @Test
    @Timeout(10)
    void manyPeopleWithManyRolesAreCountedSoon() {
        String[] roles = IntStream.range(0, 20).mapToObj(n -> "role-" + n).toArray(String[]::new);
        String[] allButOne = Arrays.copyOfRange(roles, 1, 20);
        ApprovalPolicy policy = ApprovalPolicy.oneOfEach(roles);
        List<DecidedBy> people = new ArrayList<>();
        IntStream.range(0, 21).forEach(n -> people.add(DecidedBy.person("p" + n).withRoles(allButOne)));

        assertThat(policy.isMetBy(people)).isFalse();
        people.set(20, DecidedBy.person("last").withRoles(roles));
        assertThat(policy.isMetBy(people)).isTrue();
    }

    @Test
    void rolesAreGivenToWhoeverLeavesTheOthersTheirs() {
        ApprovalPolicy policy = ApprovalPolicy.oneOfEach("a", "b", "c");
        DecidedBy all = DecidedBy.person("all").withRoles("a", "b", "c");
        DecidedBy two = DecidedBy.person("two").withRoles("a", "b");

        for (String role : List.of("a", "b", "c")) {
            DecidedBy one = DecidedBy.person("one").withRoles(role);
            assertThat(policy.isMetBy(List.of(all, two, one))).isTrue();
            assertThat(policy.isMetBy(List.of(one, two, all))).isTrue();
            assertThat(policy.isMetBy(List.of(one, DecidedBy.person("same").withRoles(role), all)))
                    .isFalse();
        }
    }

    @Test
    void aVoteIsNotTakenForTheOneThatIsThereWhenTheStoreFailed() {
        park(ApprovalPolicy.approvals(3));
        store.before("create", "vote", () -> {
            approve(BOB);
            RecordedStore.DOWN.run();
        });

        assertThat(approve(ANN)).isEqualTo(new DecisionOutcome.VoteRecorded(List.of(BOB, ANN), 1));
    }

    @Test
    void takesAsManyApprovalsAndApproversAsItSays() {
        String[] people = IntStream.range(0, 101).mapToObj(n -> "p" + n).toArray(String[]::new);

        assertThat(ApprovalPolicy.approvals(20).of(Arrays.copyOf(people, 20)).approvals())
                .isEqualTo(20);
        assertThat(ApprovalPolicy.approvals(1).of(Arrays.copyOf(people, 100)).approvers())
                .hasSize(100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApprovalPolicy.approvals(1).of(people));
    }

    @Test
    void namesNoApproverAndNoRoleThatNobodyCanHave() {
        for (String name : List.of(" ", "x".repeat(257))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ApprovalPolicy.approvals(1).of("ann", name));
            assertThatIllegalArgumentException().isThrownBy(() -> ApprovalPolicy.oneOfEach("finance", name));
        }
    }

    @Test
    void aPersonIsPrintedByNameAndRoles() {
        assertThat(ANN.withRoles("finance").withComment("why")).hasToString("DecidedBy[ann, [finance]]");
    }
}
