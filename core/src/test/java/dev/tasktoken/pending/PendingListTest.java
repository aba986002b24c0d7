package dev.tasktoken.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.FakeSfn;
import dev.tasktoken.Responders;
import dev.tasktoken.TaskToken;
import dev.tasktoken.Tokens;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages of tasks: their order, what leaves them, and what a cursor may be. */
class PendingListTest {
    private static final PageRequest ALL = PageRequest.first(100);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final FakeSfn sfn = new FakeSfn();
    private final RecordedStore store = new RecordedStore(() -> now);
    private final PendingTasks pending = PendingTasks.builder(
                    Responders.impatient(sfn).build(), store)
            .clock(() -> now)
            .build();

    private void park(int n, Duration timeout) {
        PendingTaskInfo info =
                PendingTaskInfo.builder().until(now.plus(timeout)).build();
        pending.park("order-" + n, Tokens.token(n), info);
        now = now.plusSeconds(1);
    }

    private static List<String> ids(PendingPage page) {
        return page.tasks().stream().map(PendingTask::id).toList();
    }

    @Test
    void listsByAgeAndByDeadline() {
        park(1, Duration.ofDays(3));
        park(2, Duration.ofDays(1));
        park(3, Duration.ofDays(2));

        assertThat(ids(pending.page(Listing.WAITING_BY_AGE, ALL))).containsExactly("order-1", "order-2", "order-3");
        assertThat(ids(pending.page(Listing.WAITING_BY_DEADLINE, ALL)))
                .containsExactly("order-2", "order-3", "order-1");
    }

    @Test
    void goesFromPageToPageByCursor() {
        IntStream.rangeClosed(1, 5).forEach(n -> park(n, Duration.ofDays(1)));
        PageRequest request = PageRequest.first(2);

        PendingPage first = pending.page(Listing.WAITING_BY_AGE, request);
        PendingPage second =
                pending.page(Listing.WAITING_BY_AGE, request.after(first.next().orElseThrow()));
        PendingPage third =
                pending.page(Listing.WAITING_BY_AGE, request.after(second.next().orElseThrow()));

        assertThat(Stream.of(first, second, third).map(PendingListTest::ids))
                .containsExactly(List.of("order-1", "order-2"), List.of("order-3", "order-4"), List.of("order-5"));
        assertThat(third.next()).isEmpty();
    }

    @Test
    void decidedTasksLeaveTheListAndTheNewestIsTheFirstOfTheDecided() {
        IntStream.rangeClosed(1, 3).forEach(n -> park(n, Duration.ofDays(1)));
        pending.fail("order-2", "Cancelled", "");
        now = now.plusSeconds(1);
        pending.decide(
                "order-1",
                Tokens.token(1).fingerprint(),
                new Decision.Success("1"),
                DecidedBy.person("ann").withComment("fine"));

        assertThat(ids(pending.page(Listing.WAITING_BY_AGE, ALL))).containsExactly("order-3");
        PendingPage decided = pending.page(Listing.DECIDED_NEWEST_FIRST, ALL);
        assertThat(ids(decided)).containsExactly("order-1", "order-2");
        RecordedDecision newest = decided.tasks().get(0).decided().orElseThrow();
        assertThat(newest.by()).contains(DecidedBy.person("ann").withComment("fine"));
        assertThat(newest.at()).isEqualTo(now);
        assertThat(newest)
                .isEqualTo(pending.find("order-1").orElseThrow().decided().orElseThrow());
    }

    @Test
    void aTaskWhoseDeadlinePassedLeavesTheListUnaskedFor() {
        park(1, Duration.ofHours(1));
        park(2, Duration.ofHours(2));

        now = now.plus(Duration.ofMinutes(90));

        assertThat(ids(pending.page(Listing.WAITING_BY_AGE, ALL))).containsExactly("order-2");
        assertThat(ids(pending.page(Listing.WAITING_BY_DEADLINE, ALL))).containsExactly("order-2");
        assertThat(pending.waiting().map(PendingTask::id)).containsExactly("order-2");
        assertThat(sfn.calls).as("nobody was asked").isEmpty();
    }

    @Test
    void whatWasParkedLongAgoIsOverdue() {
        park(1, Duration.ofDays(9));
        now = now.plus(Duration.ofDays(1));
        park(2, Duration.ofDays(9));
        now = now.plus(Duration.ofHours(20));

        assertThat(ids(pending.overdue(Duration.ofDays(1), ALL))).containsExactly("order-1");
        assertThat(ids(pending.overdue(Duration.ZERO, ALL))).containsExactly("order-1", "order-2");
        assertThatIllegalArgumentException().isThrownBy(() -> pending.overdue(Duration.ofSeconds(-1), ALL));
    }

    @Test
    void aPageTakesTheSameCallsHoweverManyTasksWait() {
        IntStream.rangeClosed(1, 3).forEach(n -> park(n, Duration.ofDays(1)));
        store.calls = 0;
        pending.page(Listing.WAITING_BY_AGE, ALL);
        int few = store.calls;
        IntStream.rangeClosed(4, 90).forEach(n -> park(n, Duration.ofDays(1)));
        store.calls = 0;

        assertThat(pending.page(Listing.WAITING_BY_AGE, ALL).tasks()).hasSize(90);

        assertThat(store.calls).isEqualTo(few).isEqualTo(5);
    }

    @Test
    void aDecisionThatIsNotSentYetIsListedAsDecided() {
        park(1, Duration.ofDays(1));
        store.after("create", "decided", RecordedStore.CRASH);
        assertThatThrownBy(() -> pending.succeed("order-1", 1)).isInstanceOf(RecordedStore.Crash.class);

        assertThat(pending.page(Listing.WAITING_BY_AGE, ALL).tasks()).isEmpty();
        assertThat(pending.page(Listing.DECIDED_NEWEST_FIRST, ALL).tasks())
                .singleElement()
                .satisfies(task ->
                        assertThat(task.decided().orElseThrow().answer()).isEmpty());
    }

    @Test
    void whatACrashLeftOfAForgottenOrReplacedTaskIsNotListed() {
        park(1, Duration.ofDays(1));
        park(2, Duration.ofDays(1));
        store.before("delete", "parked", RecordedStore.CRASH);
        assertThatThrownBy(() -> pending.forget("order-1")).isInstanceOf(RecordedStore.Crash.class);
        sfn.says(FakeSfn.closedTask(1));
        store.before("create", "closed", RecordedStore.CRASH);
        assertThatThrownBy(() -> pending.park("order-2", Tokens.token(3))).isInstanceOf(RecordedStore.Crash.class);

        assertThat(pending.page(Listing.WAITING_BY_AGE, ALL).tasks())
                .singleElement()
                .satisfies(task ->
                        assertThat(task.attempt()).isEqualTo(Tokens.token(3).fingerprint()));
        pending.succeed("order-2", 1);
        assertThat(pending.page(Listing.WAITING_BY_AGE, ALL).tasks())
                .as("the answer removed what it replaced")
                .isEmpty();
    }

    @Test
    void aDamagedRecordIsLeftOut() {
        park(1, Duration.ofDays(1));
        store.damage("parked", "{");
        park(2, Duration.ofDays(1));

        assertThat(ids(pending.page(Listing.WAITING_BY_AGE, ALL))).containsExactly("order-2");
    }

    @Test
    void aCursorHoldsNoTokenAndFitsIntoAUrl() {
        IntStream.rangeClosed(1, 2).forEach(n -> park(n, Duration.ofDays(1)));
        String cursor = pending.page(Listing.WAITING_BY_AGE, PageRequest.first(1))
                .next()
                .orElseThrow();

        assertThat(cursor).matches("[A-Za-z0-9_-]+");
        assertThat(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1))
                .contains("order-1")
                .doesNotContain(Tokens.PREFIX);
    }

    @Test
    void refusesEveryCutOrChangedCursorAndThatOfAnotherList() {
        IntStream.rangeClosed(1, 2).forEach(n -> park(n, Duration.ofDays(1)));
        String cursor = pending.page(Listing.WAITING_BY_AGE, PageRequest.first(1))
                .next()
                .orElseThrow();
        List<String> forged = new ArrayList<>(List.of("", " ", "A", "%", "é", "x".repeat(5_000), cursor + "A"));
        for (int i = 0; i < cursor.length(); i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            forged.add(cursor.substring(0, i));
            forged.add(cursor.substring(0, i) + other + cursor.substring(i + 1));
        }
        forged.remove(cursor);

        assertThat(forged)
                .allSatisfy(text -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> pending.page(Listing.WAITING_BY_AGE, ALL.after(text)))
                        .withMessageContaining("Not a cursor")
                        .withNoCause());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pending.page(Listing.WAITING_BY_DEADLINE, ALL.after(cursor)));
    }

    @Test
    void refusesAPageOfNoneOrOfTooMany() {
        assertThatIllegalArgumentException().isThrownBy(() -> PageRequest.first(0));
        assertThatIllegalArgumentException().isThrownBy(() -> PageRequest.first(101));
    }

    @Test
    void fillsExecutionStateAndDeadlineFromTheContextObject() {
        PendingTasks timed = PendingTasks.builder(Responders.impatient(sfn).build(), store)
                .clock(() -> now)
                .taskTimeout(Duration.ofHours(1))
                .build();
        TaskToken token = Tokens.token(1);
        String message = "{\"Context\":{\"Execution\":{\"Id\":\"arn:x\"},\"State\":{\"Name\":\"Ask\",\"EnteredTime\":"
                + "\"2025-12-31T23:30:00.000Z\"},\"Task\":{\"Token\":\"" + token.value() + "\"}}}";

        timed.park("with", CallbackReader.standard().read(message));
        timed.park("without", Tokens.token(2));

        PendingTaskInfo with = timed.find("with").orElseThrow().context();
        assertThat(with.execution()).contains("arn:x");
        assertThat(with.state()).contains("Ask");
        assertThat(with.until()).contains(Instant.parse("2026-01-01T00:30:00Z"));
        PendingTaskInfo without = timed.find("without").orElseThrow().context();
        assertThat(without.until()).contains(now.plus(Duration.ofHours(1)));
        assertThat(without.state()).isEmpty();
    }

    @Test
    void noTextOfATaskHoldsItsToken() {
        TaskToken token = Tokens.token(1);
        PendingTaskInfo info = PendingTaskInfo.builder()
                .summary("see " + token.value())
                .label("link", "https://x?token=" + token.value())
                .requester(token.value())
                .build();

        pending.park("order-1", token, info);

        PendingTask task = pending.find("order-1").orElseThrow();
        assertThat(task.toString()).doesNotContain(token.value()).contains(token.fingerprint());
        assertThatIllegalArgumentException().isThrownBy(() -> pending.park("id " + token.value(), token));
    }

    @Test
    void labelsAreFewAndShort() {
        PendingTaskInfo.Builder many = PendingTaskInfo.builder();
        IntStream.range(0, 21).forEach(n -> many.label("label " + n, "text"));

        assertThatIllegalArgumentException().isThrownBy(many::build);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PendingTaskInfo.builder().label(" ", "text").build());
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        PendingTaskInfo.builder().label("x".repeat(65), "text").build());
        assertThat(PendingTaskInfo.builder()
                        .label("a", "x".repeat(2_000))
                        .build()
                        .labels()
                        .get("a"))
                .hasSize(PendingTaskInfo.MAX_TEXT_LENGTH);
    }

    @Test
    void whatIsKnownOfATaskIsReadAsItWasWritten() {
        PendingTaskInfo info = PendingTaskInfo.builder()
                .requester("ann")
                .label("b", "2")
                .label("a", "1")
                .policy(new ApprovalPolicy(2, Set.of("ann", "bob"), Set.of("finance")))
                .event("job-1")
                .build();

        pending.park("order-1", Tokens.token(1), info);

        assertThat(pending.find("order-1").map(PendingTask::context)).isEqualTo(Optional.of(info));
    }

    @Test
    void aStateThatWasRetriedHasItsTimeFromParkingOn() {
        PendingTasks timed = PendingTasks.builder(Responders.impatient(sfn).build(), store)
                .clock(() -> now)
                .taskTimeout(Duration.ofHours(1))
                .build();
        String entered = "{\"State\":{\"Name\":\"Ask\",\"EnteredTime\":\"%s\"%s},\"Task\":{\"Token\":\"%s\"}}";
        String minutesAgo = now.minus(Duration.ofMinutes(30)).toString();
        String hoursAgo = now.minus(Duration.ofHours(2)).toString();

        timed.park("retried", message(entered.formatted(minutesAgo, ",\"RetryCount\":1", token(1))));
        timed.park("first", message(entered.formatted(minutesAgo, ",\"RetryCount\":0", token(2))));
        timed.park("past", message(entered.formatted(hoursAgo, "", token(3))));

        Function<String, Instant> until =
                id -> timed.find(id).orElseThrow().context().until().orElseThrow();
        assertThat(until.apply("retried")).isEqualTo(now.plus(Duration.ofHours(1)));
        assertThat(until.apply("first")).isEqualTo(now.plus(Duration.ofMinutes(30)));
        assertThat(until.apply("past")).isEqualTo(now.plus(Duration.ofHours(1)));
        assertThat(timed.waiting()).hasSize(3);
    }

    private static CallbackEnvelope message(String context) {
        return CallbackReader.standard().read("{\"Context\":" + context + "}");
    }

    private static String token(int n) {
        return Tokens.token(n).value();
    }

    @Test
    void theFarthestTimesAreListedAndTakenByACursor() {
        for (int n = 1; n <= 3; n++) {
            pending.park(
                    "order-" + n,
                    Tokens.token(n),
                    PendingTaskInfo.builder().until(Instant.MAX).build());
        }

        for (Listing listing : List.of(Listing.WAITING_BY_AGE, Listing.WAITING_BY_DEADLINE)) {
            PendingPage first = pending.page(listing, PageRequest.first(2));
            assertThat(first.tasks()).hasSize(2);
            assertThat(pending.page(listing, ALL.after(first.next().orElseThrow()))
                            .tasks())
                    .hasSize(1);
        }
        assertThat(new ListPlace(now, Optional.of(Instant.MIN)).until()).contains(Instant.ofEpochMilli(1));
    }

    @Test
    void whoMayOnlyReadSeesAPageThatNamesARecordThatIsGone() {
        park(1, Duration.ofDays(1));
        park(2, Duration.ofDays(1));
        store.before("readAll", "", () -> pending.forget("order-1"));
        store.before("unlist", "parked", () -> {
            throw new StoreNotPermittedException("may not delete", null);
        });

        assertThat(ids(pending.page(Listing.WAITING_BY_AGE, ALL))).containsExactly("order-2");
    }

    @Test
    void aPageRemovesTheEntryOfARecordThatIsGoneAndNoOther() {
        park(1, Duration.ofDays(1));
        park(2, Duration.ofDays(1));
        store.before(
                "readAll",
                "",
                () -> store.texts.keySet().stream()
                        .filter(key -> key.id().equals("order-1"))
                        .toList()
                        .forEach(store::delete));

        assertThat(ids(pending.page(Listing.WAITING_BY_AGE, ALL))).containsExactly("order-2");

        assertThat(store.unlisted).containsExactly("order-1");
    }

    @Test
    void tasksOfOneMomentAreListedByTheirIds() {
        IntStream.range(0, 30).forEach(n -> pending.park("order-" + n * 7919 % 1000, Tokens.token(n)));

        assertThat(ids(pending.page(Listing.WAITING_BY_AGE, ALL))).hasSize(30).isSorted();
    }

    @Test
    void refusesACursorWithMoreBehindItsEnd() throws GeneralSecurityException {
        IntStream.rangeClosed(1, 2).forEach(n -> park(n, Duration.ofDays(1)));
        byte[] cursor = Base64.getUrlDecoder()
                .decode(pending.page(Listing.WAITING_BY_AGE, PageRequest.first(1))
                        .next()
                        .orElseThrow());
        byte[] body = Arrays.copyOfRange(cursor, 8, cursor.length + 1);
        byte[] longer = Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(body), 8 + body.length);
        System.arraycopy(body, 0, longer, 8, body.length);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> pending.page(
                        Listing.WAITING_BY_AGE,
                        ALL.after(Base64.getUrlEncoder().withoutPadding().encodeToString(longer))))
                .withMessageContaining("Not a cursor");
    }
}
