package dev.tasktoken.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.AlreadyPendingException;
import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.FakeSfn;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.Responders;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.Tokens;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;

@Timeout(60)
class PendingTasksTest {
    private static final TaskToken TOKEN = Tokens.token(1);
    private static final TaskToken LATER = Tokens.token(2);
    private static final String ID = "order/42 ü";

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final FakeSfn sfn = new FakeSfn();
    private final TokenResponder responder = Responders.impatient(sfn).build();
    private final RecordedStore store = new RecordedStore(() -> now);
    private final PendingTasks pending = pending(builder -> builder);

    private PendingTasks pending(UnaryOperator<PendingTasks.Builder> more) {
        PendingTasks.Builder builder =
                PendingTasks.builder(responder, store).clock(() -> now, wait -> now = now.plus(wait));
        return more.apply(builder).build();
    }

    private static Decision decided(DecisionOutcome outcome) {
        assertThat(outcome).isInstanceOf(DecisionOutcome.DecidedBefore.class);
        return ((DecisionOutcome.DecidedBefore) outcome).recorded().decision();
    }

    private static AnswerOutcome answerOf(DecisionOutcome outcome) {
        assertThat(outcome).isInstanceOf(DecisionOutcome.Recorded.class);
        return ((DecisionOutcome.Recorded) outcome).recorded().answer().orElseThrow();
    }

    @Test
    void answersAParkedTaskById() {
        pending.park(ID, TOKEN);

        DecisionOutcome outcome = pending.succeed(ID, Map.of("ok", true));

        assertThat(answerOf(outcome)).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(outcome.isRecorded()).isTrue();
        assertThat(sfn.successes).singleElement().satisfies(request -> {
            assertThat(request.taskToken()).isEqualTo(TOKEN.value());
            assertThat(request.output()).isEqualTo("{\"ok\":true}");
        });
    }

    @Test
    void deletesTheTokenAtOnceAndKeepsTheDecisionForThirtyDays() {
        pending.park(
                ID,
                TOKEN,
                PendingTaskInfo.builder().until(now.plus(Duration.ofDays(1))).build());
        assertThat(store.hasToken(TOKEN.value())).isTrue();

        pending.fail(ID, "Cancelled", "by the customer");

        assertThat(store.hasToken(TOKEN.value())).isFalse();
        now = now.plus(Duration.ofDays(29));
        assertThat(decided(pending.succeed(ID, 1))).isEqualTo(new Decision.Failure("Cancelled", "by the customer"));
        now = now.plus(Duration.ofDays(2));
        assertThat(pending.succeed(ID, 1)).isEqualTo(new DecisionOutcome.NotParked());
        assertThat(sfn.calls).containsExactly("failure");
    }

    @Test
    void parksOnceHoweverOftenTheDeliveryComes() {
        assertThat(pending.park(ID, TOKEN)).isEqualTo(ParkOutcome.PARKED);
        assertThat(pending.park(ID, TOKEN)).isEqualTo(ParkOutcome.ALREADY_PARKED);
        pending.succeed(ID, 1);

        assertThat(pending.park(ID, TOKEN)).isEqualTo(ParkOutcome.ALREADY_DECIDED);
        assertThat(store.hasToken(TOKEN.value())).isFalse();
    }

    @Test
    void keepsATokenWhoseTaskIsOpen() {
        pending.park(ID, TOKEN);

        assertThatThrownBy(() -> pending.park(ID, LATER))
                .isInstanceOf(AlreadyPendingException.class)
                .hasMessageContaining("order/42");

        assertThat(sfn.calls).containsExactly("heartbeat");
        pending.succeed(ID, 1);
        assertThat(sfn.successes).singleElement().extracting(r -> r.taskToken()).isEqualTo(TOKEN.value());
    }

    @Test
    void replacesATokenWhoseTaskIsClosed() {
        pending.park(ID, TOKEN);
        sfn.says(FakeSfn.closedTask(1));

        assertThat(pending.park(ID, LATER)).isEqualTo(ParkOutcome.PARKED);

        assertThat(store.hasToken(TOKEN.value())).isFalse();
        assertThat(pending.park(ID, TOKEN)).isEqualTo(ParkOutcome.TASK_CLOSED);
        pending.succeed(ID, 1);
        assertThat(sfn.successes).singleElement().extracting(r -> r.taskToken()).isEqualTo(LATER.value());
    }

    @Test
    void keepsATokenThatThisEndpointCannotDecode() {
        pending.park(ID, TOKEN);
        sfn.says(FakeSfn.invalidToken());

        assertThatThrownBy(() -> pending.park(ID, LATER)).isInstanceOf(InvalidTaskTokenException.class);

        assertThat(answerOf(pending.succeed(ID, 1))).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(sfn.successes).singleElement().extracting(r -> r.taskToken()).isEqualTo(TOKEN.value());
    }

    @Test
    void doesNotParkALateDeliveryOfATaskWhosePlaceAnotherTookAndIsDecided() {
        pending.park(ID, LATER);
        pending.succeed(ID, "decided");
        sfn.says(FakeSfn.closedTask(1));

        assertThat(pending.park(ID, TOKEN)).isEqualTo(ParkOutcome.TASK_CLOSED);

        assertThat(decided(pending.fail(ID, "Cancelled", ""))).isEqualTo(new Decision.Success("\"decided\""));
    }

    @Test
    void returnsWhatWasDecidedAboutAnEarlierAttempt() {
        pending.park(ID, TOKEN);
        pending.succeed(ID, "first");
        pending.park(ID, LATER);

        DecisionOutcome late = pending.decide(ID, TOKEN.fingerprint(), new Decision.Failure("Cancelled", ""));

        assertThat(decided(late)).isEqualTo(new Decision.Success("\"first\""));
    }

    @Test
    void storesNoLargeOutputForAnAnswerThatDoesNotCount() {
        List<Object> stored = new ArrayList<>();
        TokenResponder storing = TokenResponder.builder()
                .client(sfn)
                .oversizedOutput(output -> {
                    stored.add(output);
                    return "reference";
                })
                .build();
        PendingTasks large = PendingTasks.of(storing, store);
        String output = "x".repeat(300_000);

        large.succeed(ID, output);
        large.park(ID, TOKEN);
        large.succeed(ID, output);
        large.succeed(ID, output);

        assertThat(stored).hasSize(1);
    }

    @Test
    void defersTheTaskOfTheHandlerThatParksIt() {
        CallbackProcessor<String> processor = CallbackProcessor.builder(responder, String.class)
                .handler((order, task) -> pending.park(ID, task))
                .build();

        Settlement settlement =
                processor.process(Delivery.builder("{\"order\":7,\"taskToken\":\"" + TOKEN.value() + "\"}")
                        .receiveCount(1)
                        .build());

        assertThat(settlement).isEqualTo(new Settlement.Deferred());
        assertThat(answerOf(pending.succeed(ID, 1))).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(sfn.calls).containsExactly("success");
    }

    @Test
    void redeliversWhenTheTaskCouldNotBeParked() {
        store.before("names", "", RecordedStore.DOWN);
        CallbackProcessor<String> processor = CallbackProcessor.builder(responder, String.class)
                .handler((order, task) -> pending.park(ID, task))
                .build();

        Settlement settlement =
                processor.process(Delivery.builder("{\"order\":7,\"taskToken\":\"" + TOKEN.value() + "\"}")
                        .receiveCount(1)
                        .build());

        assertThat(settlement.isAcknowledged()).isFalse();
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void refusesToParkForAHandlerThatWasGivenUp() {
        TaskToken sealed = Tokens.token(3);
        sealed.revoke();

        assertThatThrownBy(() -> pending.park(ID, sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void storesNothingIfNobodyCanTellWhetherTheOtherTaskIsOpen() {
        pending.park(ID, TOKEN);
        sfn.says(SdkClientException.create("cut"));

        assertThatThrownBy(() -> pending.park(ID, LATER)).isInstanceOf(AnswerNotDeliveredException.class);

        assertThat(store.hasToken(LATER.value())).isFalse();
    }

    @Test
    void parksTheNextTaskOfAnIdThatWasDecidedBefore() {
        pending.park(ID, TOKEN);
        pending.succeed(ID, 1);

        assertThat(pending.park(ID, LATER)).isEqualTo(ParkOutcome.PARKED);
        assertThat(answerOf(pending.succeed(ID, 2))).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(sfn.calls).containsExactly("success", "heartbeat", "success");
    }

    @Test
    void returnsToASecondAnswerWhatWasDecided() {
        pending.park(ID, TOKEN);
        pending.succeed(ID, "first");
        now = now.plusSeconds(60);

        DecisionOutcome second = pending.fail(ID, "Cancelled", "");

        assertThat(decided(second)).isEqualTo(new Decision.Success("\"first\""));
        assertThat(second.isRecorded()).isFalse();
        assertThat(sfn.calls).hasSize(1);
    }

    @Test
    void saysThatNoTokenIsStoredYet() {
        assertThat(pending.succeed(ID, 1)).isEqualTo(new DecisionOutcome.NotParked());
        assertThat(pending.find(ID)).isEmpty();
        assertThat(pending.resend(ID)).isEmpty();
    }

    @Test
    void waitsForATokenOnRequest() {
        PendingTasks patient = PendingTasks.builder(responder, store)
                .clock(() -> now, wait -> {
                    now = now.plus(wait);
                    if (now.isAfter(Instant.parse("2026-01-01T00:00:02Z"))) {
                        pending.park(ID, TOKEN);
                    }
                })
                .waitForToken(Duration.ofSeconds(10))
                .build();

        assertThat(answerOf(patient.succeed(ID, 1))).isEqualTo(AnswerOutcome.ACCEPTED);
    }

    @Test
    void waitsNoLongerThanItsTimeout() {
        PendingTasks patient = pending(builder -> builder.waitForToken(Duration.ofSeconds(10)));

        assertThat(patient.succeed(ID, 1)).isEqualTo(new DecisionOutcome.NotParked());
        assertThat(now).isBetween(Instant.parse("2026-01-01T00:00:10Z"), Instant.parse("2026-01-01T00:00:12Z"));
    }

    @Test
    void rejectsAnOutputThatCannotBeSentAndLetsThePersonRetry() {
        pending.park(ID, TOKEN);

        assertThat(pending.succeedJson(ID, "not json"))
                .isInstanceOfSatisfying(
                        DecisionOutcome.Rejected.class,
                        rejected -> assertThat(rejected.error()).isEqualTo(TaskFailure.OUTPUT_NOT_JSON));
        assertThat(pending.succeed(ID, "x".repeat(300_000))).isInstanceOf(DecisionOutcome.Rejected.class);
        assertThat(pending.decide(ID, TOKEN.fingerprint(), new Decision.Success("{")))
                .isInstanceOf(DecisionOutcome.Rejected.class);

        assertThat(sfn.calls).isEmpty();
        assertThat(answerOf(pending.succeedJson(ID, "{\"a\": 1}"))).isEqualTo(AnswerOutcome.ACCEPTED);
    }

    @Test
    void cutsAFailureToTheLimitsBeforeItIsRecorded() {
        pending.park(ID, TOKEN);

        pending.fail(ID, "e".repeat(500), "told " + TOKEN.value());

        assertThat(sfn.failures).singleElement().satisfies(failure -> {
            assertThat(failure.error()).hasSizeLessThanOrEqualTo(256);
            assertThat(failure.cause()).doesNotContain(TOKEN.value());
        });
        assertThat(store.hasToken(TOKEN.value())).isFalse();
    }

    @Test
    void saysToThePersonThatTheTaskIsClosed() {
        pending.park(ID, TOKEN);
        sfn.says(FakeSfn.closedTask(1));

        assertThat(pending.succeed(ID, 1)).isEqualTo(new DecisionOutcome.TaskClosed());
        assertThat(pending.succeed(ID, 1)).isEqualTo(new DecisionOutcome.TaskClosed());
        assertThat(sfn.calls).hasSize(1);
        assertThat(store.hasToken(TOKEN.value())).isFalse();
    }

    @Test
    void isUnconfirmedWhenItsOwnAttemptMayHaveClosedTheTask() {
        pending.park(ID, TOKEN);
        sfn.says(FakeSfn.closedTask(2));

        assertThat(answerOf(pending.succeed(ID, 1))).isEqualTo(AnswerOutcome.UNCONFIRMED);
        assertThat(pending.find(ID).flatMap(PendingTask::decided).flatMap(RecordedDecision::answer))
                .contains(AnswerOutcome.UNCONFIRMED);
    }

    @Test
    void answersOneAttemptAndNoOther() {
        pending.park(ID, TOKEN);
        sfn.says(FakeSfn.closedTask(1));
        pending.park(ID, LATER);

        DecisionOutcome late = pending.decide(ID, TOKEN.fingerprint(), new Decision.Failure("Cancelled", ""));

        assertThat(late).isEqualTo(new DecisionOutcome.TaskClosed());
        assertThat(answerOf(pending.decide(ID, LATER.fingerprint(), new Decision.Success("1"))))
                .isEqualTo(AnswerOutcome.ACCEPTED);
    }

    @Test
    void recordsADecisionThatCannotBeSentAndSendsItWithTheNextAnswer() {
        pending.park(ID, TOKEN);
        sfn.says(SdkClientException.create("cut"));

        DecisionOutcome outcome = pending.succeed(ID, "first");
        assertThat(outcome).isInstanceOf(DecisionOutcome.Undelivered.class);
        assertThat(outcome.isRecorded()).isTrue();
        assertThat(pending.find(ID).orElseThrow().decided().orElseThrow().answer())
                .isEmpty();
        now = now.plusSeconds(30);
        DecisionOutcome second = pending.fail(ID, "Cancelled", "");

        assertThat(decided(second)).isEqualTo(new Decision.Success("\"first\""));
        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("\"first\"");
        assertThat(store.hasToken(TOKEN.value())).isFalse();
    }

    @Test
    void leavesAFreshDecisionToWhoeverRecordedIt() {
        pending.park(ID, TOKEN);
        sfn.says(SdkClientException.create("cut"));
        pending.succeed(ID, "first");
        now = now.plusSeconds(29);

        assertThat(decided(pending.fail(ID, "Cancelled", ""))).isEqualTo(new Decision.Success("\"first\""));
        assertThat(sfn.calls).hasSize(1);
    }

    @Test
    void sendsARecordedDecisionWhenAskedTo() {
        pending.park(ID, TOKEN);
        sfn.says(FakeSfn.error("AccessDeniedException", 400));
        assertThat(pending.succeed(ID, "first")).isInstanceOf(DecisionOutcome.Undelivered.class);

        Optional<RecordedDecision> sent = pending.resend(ID);

        assertThat(sent.flatMap(RecordedDecision::answer)).contains(AnswerOutcome.ACCEPTED);
        assertThat(pending.resend(ID).flatMap(RecordedDecision::answer)).contains(AnswerOutcome.ACCEPTED);
        assertThat(sfn.calls).hasSize(2);
    }

    @Test
    void sendsAllThatWasRecordedAndNotSent() {
        IntStream.range(0, 5).forEach(i -> pending.park("id" + i, Tokens.token(i)));
        pending.succeed("id0", 0);
        sfn.says(SdkClientException.create("cut"), SdkClientException.create("cut"));
        pending.succeed("id1", 1);
        pending.succeed("id2", 2);
        assertThat(pending.resendUndelivered()).isZero();
        now = now.plusSeconds(31);
        sfn.says(SdkClientException.create("still cut"));

        assertThat(pending.resendUndelivered()).isEqualTo(1);
        assertThat(pending.resendUndelivered()).isEqualTo(1);
        assertThat(pending.resendUndelivered()).isZero();
        assertThat(pending.waiting().map(PendingTask::id)).containsExactlyInAnyOrder("id3", "id4");
    }

    @Test
    void listsTheWaitingWithWhatAPersonNeedsToKnow() {
        Instant until = Instant.parse("2026-02-01T00:00:00Z");
        PendingTaskInfo context = PendingTaskInfo.builder()
                .execution("arn:aws:states:eu-west-1:1:execution:orders:42")
                .state("WaitForConfirmation")
                .until(until)
                .summary("12 chairs")
                .build();
        pending.park(ID, TOKEN, context);
        pending.park("other", LATER);
        pending.succeed("other", 1);

        List<PendingTask> waiting = pending.waiting().toList();

        assertThat(waiting).singleElement().satisfies(task -> {
            assertThat(task.id()).isEqualTo(ID);
            assertThat(task.isWaiting()).isTrue();
            assertThat(task.since()).isEqualTo(now);
            assertThat(task.context()).isEqualTo(context);
            assertThat(task.toString()).doesNotContain(TOKEN.value());
        });
        assertThat(pending.find("other").orElseThrow().isWaiting()).isFalse();
    }

    @Test
    void forgetsATaskAndParksItAnewUnderTheSameId() {
        pending.park(ID, TOKEN);
        pending.forget(ID);

        assertThat(pending.find(ID)).isEmpty();
        assertThat(store.hasToken(TOKEN.value())).isFalse();
        assertThat(pending.succeed(ID, 1)).isEqualTo(new DecisionOutcome.NotParked());
        assertThat(pending.park(ID, TOKEN)).isEqualTo(ParkOutcome.PARKED);
        assertThat(answerOf(pending.succeed(ID, 1))).isEqualTo(AnswerOutcome.ACCEPTED);
        pending.forget("unknown");
    }

    @Test
    void letsExactlyOneOfManyAnswersWin() {
        for (int round = 0; round < 50; round++) {
            String id = "race-" + round;
            pending.park(id, Tokens.token(round));
            List<CompletableFuture<DecisionOutcome>> answers = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> pending.succeed(id, i)))
                    .toList();

            List<DecisionOutcome> outcomes =
                    answers.stream().map(CompletableFuture::join).toList();

            assertThat(outcomes).filteredOn(DecisionOutcome::isRecorded).hasSize(1);
        }
        assertThat(sfn.successes).hasSize(50);
    }

    @Test
    void refusesIdsThatAreNone() {
        List<String> bad = List.of("", " ", "x".repeat(1025), "\ud800");

        for (String id : bad) {
            assertThatThrownBy(() -> pending.park(id, TOKEN)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pending.succeed(id, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pending.succeedJson(id, "{")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pending.fail(id, "e", "c")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pending.find(id)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pending.forget(id)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pending.resend(id)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(pending.park("x".repeat(1024), TOKEN)).isEqualTo(ParkOutcome.PARKED);
    }

    @Test
    void checksWhatItIsBuiltWith() {
        PendingTasks.Builder builder = PendingTasks.builder(responder, store);

        assertThatThrownBy(() -> builder.waitForToken(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.waitForToken(Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.keepDecisions(Duration.ofHours(23)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.resendAfter(Duration.ofHours(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsNeitherTokensNorOutputsInWhatItReturns() {
        pending.park(ID, TOKEN);
        List<Object> shown = new ArrayList<>(List.of(pending.find(ID), pending.succeed(ID, "secret output")));
        shown.add(pending.fail(ID, "Cancelled", "secret cause"));
        shown.add(pending.find(ID));

        assertThat(shown)
                .allSatisfy(object ->
                        assertThat(object.toString()).doesNotContain(TOKEN.value(), "secret output", "secret cause"));
    }

    @Test
    void aDecisionOutlivesItsTokenHoweverLongItCannotBeSent() {
        PendingTasks brief = pending(builder -> builder.keepDecisions(Duration.ofDays(1)));
        PendingTaskInfo info =
                PendingTaskInfo.builder().until(now.plus(Duration.ofDays(100))).build();
        brief.park(ID, TOKEN);
        brief.park("with a deadline", LATER, info);
        for (String id : List.of(ID, "with a deadline")) {
            sfn.says(FakeSfn.error("AccessDeniedException", 400));
            assertThat(brief.fail(id, "Rejected", "no")).isInstanceOf(DecisionOutcome.Undelivered.class);
        }
        now = now.plus(Duration.ofDays(99));

        assertThat(brief.waiting()).isEmpty();
        assertThat(decided(brief.succeed(ID, 1))).isEqualTo(new Decision.Failure("Rejected", "no"));
        assertThat(brief.resendUndelivered()).isEqualTo(1);

        assertThat(sfn.successes).isEmpty();
        assertThat(sfn.failures).hasSize(2);
    }

    @Test
    void aMarkOutlivesTheDecisionThatItIsOf() {
        PendingTasks brief = pending(builder -> builder.keepDecisions(Duration.ofDays(1)));
        brief.park(ID, TOKEN);
        sfn.says(FakeSfn.closedTask(1));
        brief.succeed(ID, 1);
        now = now.plus(Duration.ofDays(2));

        assertThat(brief.find(ID).orElseThrow().decided().orElseThrow().answer())
                .contains(AnswerOutcome.ALREADY_CLOSED);
    }

    @Test
    void anOutputThatHoldsTheTokenInAnySpellingIsNotRecorded() {
        pending.park(ID, TOKEN);
        String value = TOKEN.value();
        String spelled = String.format("\\u%04x", (int) value.charAt(0)) + value.substring(1);

        assertThat(pending.succeedJson(ID, "{\"token\":\"" + spelled + "\"}"))
                .isInstanceOfSatisfying(
                        DecisionOutcome.Rejected.class,
                        rejected ->
                                assertThat(rejected.error()).isEqualTo(DecisionOutcome.Rejected.OUTPUT_HOLDS_TOKEN));
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void aDamagedRecordStopsNoOtherTask() {
        pending.park(
                "a",
                TOKEN,
                PendingTaskInfo.builder().policy(ApprovalPolicy.approvals(2)).build());
        pending.decide("a", TOKEN.fingerprint(), new Decision.Success("1"), DecidedBy.person("ann"));
        store.damage("vote", "{}");
        pending.park("b", LATER);
        sfn.says(FakeSfn.error("AccessDeniedException", 400));
        pending.succeed("b", 1);
        now = now.plus(Duration.ofMinutes(1));

        assertThat(pending.resendUndelivered()).isEqualTo(1);
        assertThat(pending.fail("a", "NobodyDecided", "").isRecorded())
                .as("a program can end the task")
                .isTrue();
    }

    @Test
    void aRedeliveryCompletesTheListsOfATaskThatIsParked() {
        pending.park(ID, TOKEN);
        assertThat(store.enlisted).isEmpty();

        pending.park(ID, TOKEN);

        assertThat(store.enlisted)
                .singleElement()
                .satisfies(record -> assertThat(record.key().id()).isEqualTo(ID));
        pending.succeed(ID, 1);
        pending.park(ID, TOKEN);
        assertThat(store.enlisted).as("a decided task waits no more").hasSize(1);
    }

    @Test
    void asksTheStoreTheLessOftenTheLongerItWaits() {
        List<Duration> waits = new ArrayList<>();
        PendingTasks patient = PendingTasks.builder(responder, store)
                .clock(() -> now, waits::add)
                .waitForToken(Duration.ofSeconds(10))
                .build();

        patient.succeed(ID, 1);

        assertThat(waits.get(0)).isLessThanOrEqualTo(Duration.ofMillis(50));
        assertThat(waits)
                .last()
                .satisfies(wait -> assertThat(wait).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1)));
    }

    @Test
    void waitsForNoTokenUnlessAskedTo() {
        Instant before = now;

        assertThat(pending.succeed(ID, 1)).isEqualTo(new DecisionOutcome.NotParked());

        assertThat(now).isEqualTo(before);
    }

    @Test
    void forgettingWhatWasNeverParkedStoresNothing() {
        pending.forget(ID);

        assertThat(store.texts).isEmpty();
    }

    @Test
    void anAnsweredTaskLeavesTheListsAtOnce() {
        pending.park(ID, TOKEN);
        pending.succeed(ID, 1);

        assertThat(store.unlisted).containsExactly(ID);
    }

    @Test
    void aDecidedTaskIsShownWithWhatWasKnownOfIt() {
        PendingTaskInfo info = PendingTaskInfo.builder()
                .summary("12 chairs")
                .label("order", "7")
                .build();
        pending.park(ID, TOKEN, info);
        pending.succeed(ID, 1);

        assertThat(pending.find(ID).map(PendingTask::context)).contains(info);
    }

    @Test
    void oneOfTwoThatParkUnderOneIdAtOnceIsReportedThatTheOtherWaits() {
        store.before("create", "parked", () -> pending.park(ID, LATER));

        assertThatThrownBy(() -> pending.park(ID, TOKEN)).isInstanceOf(AlreadyPendingException.class);

        assertThat(pending.find(ID).map(PendingTask::attempt)).contains(LATER.fingerprint());
    }

    @Test
    void fillsTheStateFromTheContextObjectOfATypedTask() {
        String message = "{\"Context\":{\"State\":{\"Name\":\"Ask\"},\"Task\":{\"Token\":\"" + TOKEN.value() + "\"}}}";

        pending.park(ID, CallbackReader.standard().read(Delivery.of(message), JsonNode.class));

        assertThat(pending.find(ID).flatMap(task -> task.context().state())).contains("Ask");
    }

    @Test
    void fillsTheStateFromTheContextObjectOfTheTaskThatAHandlerParks() {
        CallbackProcessor<JsonNode> processor = CallbackProcessor.builder(responder, JsonNode.class)
                .handler((order, task) -> pending.park(ID, task))
                .build();

        processor.process(Delivery.builder(
                        "{\"Context\":{\"State\":{\"Name\":\"Ask\"},\"Task\":{\"Token\":\"" + TOKEN.value() + "\"}}}")
                .receiveCount(1)
                .build());

        assertThat(pending.find(ID).flatMap(task -> task.context().state())).contains("Ask");
    }
}
