package dev.tasktoken.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.pending.ApprovalPolicy;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import dev.tasktoken.testkit.stores.BreakableStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalInboxTest {
    private static final String HOSTILE = "\"><script>alert(1)</script><form action=https://evil.example>";
    private static final Pattern TOKEN = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");
    private static final Pattern NEXT = Pattern.compile("rel=\"next\" href=\"\\?([^\"]+)\"");

    private Instant now = Instant.parse("2026-11-21T03:00:00Z");
    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final BreakableStore store = new BreakableStore(TokenStore.inMemory(() -> now));
    private final PendingTasks pending = PendingTasks.builder(stepFunctions.responder(), store)
            .clock(() -> now)
            .build();
    private final ApprovalInbox inbox = ApprovalInbox.builder(pending, ApprovalInboxTest::asked)
            .style(PageStyle.builder().clock(() -> now).build())
            .formKey(new byte[32])
            .build();
    private final Approver ann = new Approver(DecidedBy.person("ann@example.com"), task -> true, task -> true);
    private int parked;

    private static Question asked(PendingTask task) {
        return Question.of("Approve " + task.id() + "?")
                .choice(Choice.of("approve", "Approve", new Decision.Success("{\"ok\":true}"))
                        .asksComment())
                .choice(Choice.of("reject", "Reject", reason -> new Decision.Failure("Rejected", reason))
                        .requiresComment()
                        .dangerous());
    }

    private void park(String id, PendingTaskInfo.Builder info) {
        pending.park(id, TaskToken.of(TestTokens.numbered(++parked)), info.build());
        now = now.plusSeconds(1);
    }

    private void park(String id) {
        park(id, PendingTaskInfo.builder());
    }

    private WebResponse get(String query) {
        return get(query, ann);
    }

    private WebResponse get(String query, Approver approver) {
        return inbox.handle(WebRequest.builder("GET").query(query).build(), approver);
    }

    private WebResponse post(String id, String form, Approver approver) {
        return inbox.handle(
                WebRequest.builder("POST")
                        .query("task=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                        .header("Sec-Fetch-Site", "same-origin")
                        .body(form)
                        .build(),
                approver);
    }

    /** The form's hidden fields, as a browser sends them. */
    private String form(String id, Approver approver) {
        String page = get("task=" + URLEncoder.encode(id, StandardCharsets.UTF_8), approver)
                .body();
        Matcher token = TOKEN.matcher(page);
        assertThat(token.find()).isTrue();
        return "form=" + token.group(1) + "&attempt="
                + pending.find(id).orElseThrow().attempt();
    }

    private static void assertSays(WebResponse answer, int status, String text) {
        assertThat(answer.body()).contains(text).doesNotContain("<script", "evil.example>", TestTokens.PREFIX);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().get("Content-Security-Policy")).startsWith("default-src 'none'; ");
    }

    @Test
    void listsWhatWaitsOldestFirstOrByDeadline() {
        park("first", PendingTaskInfo.builder().summary("Chairs").until(now.plus(Duration.ofDays(9))));
        park("second", PendingTaskInfo.builder().requester("bob").until(now.plus(Duration.ofHours(3))));

        WebResponse byAge = get("");
        WebResponse byDeadline = get("order=deadline");

        assertSays(byAge, 200, "Waiting for you");
        assertThat(byAge.body())
                .containsSubsequence("<bdi>Chairs</bdi>", "due in 8 days", "<bdi>second</bdi>", "due in 2 hours");
        assertThat(byAge.body()).contains("ann@example.com", "href=\"?task=second\"");
        assertThat(byDeadline.body()).containsSubsequence("<bdi>second</bdi>", "<bdi>Chairs</bdi>");
    }

    @Test
    void saysThatNothingWaits() {
        assertSays(get(""), 200, "Nothing is waiting for you.");
        assertSays(get("view=decided"), 200, "Nothing was decided yet.");
        assertSays(get("q=chairs"), 200, "Nothing was found.");
    }

    @Test
    void searchesInSummariesIdsRequestersAndLabels() {
        park("order-1", PendingTaskInfo.builder().summary("12 Chairs"));
        park("order-2", PendingTaskInfo.builder().requester("bob@example.com"));
        park("order-3", PendingTaskInfo.builder().label("Supplier", "ACME"));

        assertThat(get("q=cHAirs").body()).contains("12 Chairs").doesNotContain("order-2");
        assertThat(get("q=bob%40").body()).contains("order-2").doesNotContain("order-1", "order-3");
        assertThat(get("q=acme").body()).contains("order-3", "Supplier").doesNotContain("order-2");
        assertThat(get("q=ORDER-1").body()).contains("12 Chairs", "value=\"ORDER-1\"");
    }

    @Test
    void leadsThroughAllPagesByCursor() {
        for (int i = 100; i < 160; i++) {
            park("task-" + i);
        }

        WebResponse first = get("");
        WebResponse second = get(next(first));
        WebResponse third = get(next(second));

        assertThat(first.body()).contains("task-100", "task-124").doesNotContain("task-125", "First page");
        assertThat(second.body()).contains("task-125", "task-149", "First page").doesNotContain("task-124");
        assertThat(third.body()).contains("task-150", "task-159").doesNotContain("rel=\"next\"");
    }

    private static String next(WebResponse page) {
        Matcher next = NEXT.matcher(page.body());
        assertThat(next.find()).isTrue();
        return next.group(1).replace("&amp;", "&");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%00", "AAAA", "..%2F..", "%3Cscript%3E"})
    void aCursorThatIsNoneBeginsAtTheStart(String cursor) {
        park("task-1");

        assertSays(get("after=" + cursor), 200, "task-1");
    }

    @Test
    void aPersonDecidesAndIsNamedInTheRecord() {
        park(
                "order-42",
                PendingTaskInfo.builder()
                        .summary("12 chairs")
                        .label("Supplier", "ACME")
                        .state("WaitForApproval")
                        .execution("e-1"));

        WebResponse asked = get("task=order-42");
        WebResponse answer = post("order-42", form("order-42", ann) + "&choice=approve&comment=Fine", ann);
        WebResponse record = get("task=order-42");
        WebResponse list = get("view=decided");

        assertSays(asked, 200, "<h1><bdi>Approve order-42?</bdi></h1>");
        assertSays(answer, 200, "Thank you");
        assertThat(answer.body()).contains("ann@example.com", "Back to the list");
        assertSays(record, 200, "Decided by");
        assertThat(record.body())
                .contains(
                        "<bdi>ann@example.com</bdi>",
                        "<bdi>Fine</bdi>",
                        "<bdi>ACME</bdi>",
                        "Wait for approval",
                        "<bdi>e-1</bdi>")
                .doesNotContain("<form class=\"decide\"");
        assertThat(record.body()).containsSubsequence("History", "Asked", "Decided", "Workflow notified", "Details");
        assertThat(list.body()).contains("12 chairs", "badge good");
        assertThat(get("").body()).doesNotContain("12 chairs");
        assertThat(stepFunctions.answers()).hasSize(1);
    }

    @Test
    void aSecondPersonLearnsWhoWasFaster() {
        park("order-42");
        Approver bob = new Approver(DecidedBy.person("bob@example.com"), task -> true, task -> true);
        String formOfBob = form("order-42", bob);

        post("order-42", form("order-42", ann) + "&choice=reject&comment=No", ann);
        WebResponse late = post("order-42", formOfBob + "&choice=approve", bob);

        assertSays(late, 409, "answered already");
        assertThat(late.body()).contains("<bdi>ann@example.com</bdi>", "<bdi>No</bdi>");
        assertThat(stepFunctions.answers()).hasSize(1);
        assertThat(get("view=decided").body()).contains("<bdi>Rejected</bdi>");
    }

    @Test
    void aTaskThatAPersonMayNotSeeDoesNotExistForThem() {
        park("mine-1");
        park("other-1", PendingTaskInfo.builder().summary("Not for Carl"));
        Approver carl = new Approver(DecidedBy.person("carl"), task -> task.id().startsWith("mine"), task -> true);
        String form = form("mine-1", carl) + "&choice=approve";

        WebResponse list = get("", carl);
        WebResponse found = get("q=carl", carl);
        WebResponse page = get("task=other-1", carl);
        WebResponse invented = get("task=nothing", carl);
        WebResponse press = post("other-1", form, carl);

        assertThat(list.body()).contains("mine-1").doesNotContain("Not for Carl", "other-1");
        assertThat(found.body()).doesNotContain("Not for Carl");
        assertSays(page, 404, "no such task");
        assertThat(page.body()).isEqualTo(invented.body());
        assertSays(press, 404, "no such task");
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void aTaskThatAPersonMayOnlySeeHasNoForm() {
        park("order-42");
        String form = form("order-42", ann);
        Approver reader = new Approver(DecidedBy.person("ann@example.com"), task -> true, task -> false);

        assertThat(get("task=order-42", reader).body()).doesNotContain("<form class=\"decide\"", "name=\"form\"");
        assertSays(post("order-42", form + "&choice=approve", reader), 403, "You cannot decide this");
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void aFormFromElsewhereIsRefused() {
        park("order-42");
        String genuine = form("order-42", ann) + "&choice=approve";
        Approver bob = new Approver(DecidedBy.person("bob"), task -> true, task -> true);

        WebRequest.Builder crossSite =
                WebRequest.builder("POST").query("task=order-42").body(genuine);

        assertSays(post("order-42", "choice=approve", ann), 403, "This form is too old");
        assertSays(post("order-42", "form=1.AAAA&choice=approve", ann), 403, "This form is too old");
        assertSays(post("order-42", genuine, bob), 403, "This form is too old");
        assertSays(inbox.handle(crossSite.header("Sec-Fetch-Site", "cross-site").build(), ann), 403, "too old");
        assertSays(inbox.handle(crossSite.header("Sec-Fetch-Site", "same-site").build(), ann), 403, "too old");
        now = now.plus(Duration.ofHours(13));
        assertSays(post("order-42", genuine, ann), 403, "This form is too old");
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void anOldBrowserDoesNotSayWhereItsFormIsFrom() {
        park("order-42");
        WebRequest press = WebRequest.builder("POST")
                .query("task=order-42")
                .body(form("order-42", ann) + "&choice=approve")
                .build();

        assertSays(inbox.handle(press, ann), 200, "Thank you");
    }

    @Test
    void aFormOfAnEarlierAttemptDecidesNothing() {
        park("order-42");
        String form = form("order-42", ann);
        stepFunctions.closeTask(TestTokens.numbered(1));
        park("order-42");

        assertSays(post("order-42", form + "&choice=approve", ann), 410, "asked again");
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", ""})
    void onlyAPostDecides(String method) {
        park("order-42");
        WebRequest call = WebRequest.builder(method)
                .query("task=order-42")
                .body(form("order-42", ann) + "&choice=approve")
                .build();

        assertSays(inbox.handle(call, ann), 405, "in a browser");
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void aGetWithEverythingThatAPostHasDecidesNothing() {
        park("order-42");
        String form = form("order-42", ann) + "&choice=approve";

        WebResponse head = inbox.handle(
                WebRequest.builder("HEAD").query("task=order-42&" + form).build(), ann);

        assertSays(get("task=order-42&" + form), 200, "Approve order-42?");
        assertThat(head.body()).isEmpty();
        assertThat(head.status()).isEqualTo(200);
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void showsInjectedTextsAsTexts() {
        park(
                HOSTILE,
                PendingTaskInfo.builder().summary(HOSTILE).requester(HOSTILE).label(HOSTILE.substring(0, 40), HOSTILE));
        Approver hostile = new Approver(DecidedBy.person(HOSTILE).withRoles(HOSTILE), task -> true, task -> true);
        String id = URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8);

        assertSays(get("", hostile), 200, "&lt;script&gt;");
        assertSays(get("q=" + id, hostile), 200, "&lt;script&gt;");
        assertSays(get("task=" + id, hostile), 200, "&lt;script&gt;");
        WebResponse answer = post(HOSTILE, form(HOSTILE, hostile) + "&choice=reject&comment=" + id, hostile);
        assertSays(answer, 200, "&lt;script&gt;");
        assertSays(get("view=decided", hostile), 200, "&lt;script&gt;");
        assertSays(get("task=" + id, hostile), 200, "&lt;script&gt;");
    }

    /** {@code -Dwaiting=10000} takes as many; the store in memory needs most of the time. */
    @Test
    void thousandsOfWaitingTasksMakeNoLongerPageAndAreSearchedByAThousand() {
        int last = 10_000 + Integer.getInteger("waiting", 2_000) - 1;
        for (int i = 10_000; i <= last; i++) {
            park("task-" + i);
        }

        WebResponse list = get("");
        WebResponse searched = get("q=task-" + last);

        assertThat(list.body().length()).isLessThan(40_000);
        assertThat(list.body()).contains("task-10000").doesNotContain("task-10025");
        assertSays(searched, 200, "There are more tasks to search.");
        WebResponse further = get(next(searched));
        for (int pages = 0; !further.body().contains("<bdi>task-" + last + "</bdi>"); pages++) {
            assertThat(pages).isLessThan(10);
            further = get(next(further));
        }
    }

    @Test
    void votesOfSeveralPeopleAreCounted() {
        park("order-42", PendingTaskInfo.builder().policy(ApprovalPolicy.oneOfEach("finance", "legal")));
        Approver finance = new Approver(DecidedBy.person("fay").withRoles("finance"), task -> true, task -> true);
        Approver legal = new Approver(DecidedBy.person("lee").withRoles("legal"), task -> true, task -> true);

        WebResponse first = post("order-42", form("order-42", finance) + "&choice=approve&comment=Paid", finance);
        WebResponse between = get("task=order-42", legal);
        WebResponse second = post("order-42", form("order-42", legal) + "&choice=approve", legal);

        assertSays(first, 200, "Your vote counts");
        assertSays(between, 200, "<bdi>Finance</bdi>, <bdi>Legal</bdi>");
        assertThat(between.body()).contains("Votes so far", "<bdi>fay</bdi>", "<bdi>Paid</bdi>");
        assertSays(second, 200, "Thank you");
        assertThat(get("task=order-42").body()).contains("<bdi>fay</bdi>", "<bdi>lee</bdi>", "<bdi>Paid</bdi>");
        assertThat(stepFunctions.answers()).hasSize(1);
    }

    @Test
    void whoHasApprovedTakesItBackOnce() {
        park("order-42", PendingTaskInfo.builder().policy(ApprovalPolicy.approvals(2)));
        Approver bob = new Approver(DecidedBy.person("bob"), task -> true, task -> true);
        String before = get("task=order-42").body();
        post("order-42", form("order-42", ann) + "&choice=approve", ann);

        String approved = get("task=order-42").body();
        String others = get("task=order-42", bob).body();
        WebResponse withdrawn = post("order-42", form("order-42", ann) + "&withdraw=approval", ann);
        WebResponse twice = post("order-42", form("order-42", ann) + "&withdraw=approval", ann);
        WebResponse second = post("order-42", form("order-42", bob) + "&choice=approve", bob);

        assertThat(before).doesNotContain("name=\"withdraw\"");
        assertThat(others).doesNotContain("name=\"withdraw\"").contains("value=\"approve\"");
        assertThat(approved)
                .contains("You have approved", "name=\"withdraw\"", "value=\"reject\"")
                .doesNotContain("value=\"approve\"");
        assertSays(withdrawn, 200, "Your approval is withdrawn");
        assertSays(withdrawn, 200, "Approvals still missing: 2.");
        assertSays(twice, 409, "You have no approval to withdraw");
        assertSays(second, 200, "Approvals still missing: 1.");
        assertThat(get("task=order-42").body())
                .contains("Withdrawn", "value=\"approve\"")
                .doesNotContain("name=\"withdraw\"");
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void takesNoApprovalBackFromAnotherSiteOrByALook() {
        park("order-42", PendingTaskInfo.builder().policy(ApprovalPolicy.approvals(2)));
        post("order-42", form("order-42", ann) + "&choice=approve", ann);

        get("task=order-42&withdraw=approval&" + form("order-42", ann));
        WebResponse forged = post("order-42", "withdraw=approval", ann);

        assertSays(forged, 403, "This form is too old");
        assertThat(get("task=order-42").body()).contains("name=\"withdraw\"");
    }

    @Test
    void takesNoApprovalBackWhereNobodyVotes() {
        park("order-42");

        assertSays(post("order-42", form("order-42", ann) + "&withdraw=approval", ann), 403, "You cannot decide this");
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void anApprovalThatDecidedIsNotTakenBack() {
        park("order-42", PendingTaskInfo.builder().policy(ApprovalPolicy.approvals(1)));
        String form = form("order-42", ann);
        post("order-42", form + "&choice=approve", ann);

        assertSays(post("order-42", form + "&withdraw=approval", ann), 409, "This was answered already");
        assertThat(stepFunctions.answers()).hasSize(1);
    }

    @Test
    void aTaskThatWasClosedMeanwhileIsReported() {
        park("order-42");
        stepFunctions.closeTask(TestTokens.numbered(1));

        assertSays(post("order-42", form("order-42", ann) + "&choice=approve", ann), 410, "Nobody waits");
        assertSays(get("task=order-42"), 410, "Nobody waits");
    }

    @Test
    void aStoreThatIsDownAsksToTryAgain() {
        park("order-42");
        String form = form("order-42", ann) + "&choice=approve";
        store.breakWith(new StoreUnavailableException("the store did not answer", null));

        List<WebResponse> answers = List.of(get(""), get("task=order-42"), post("order-42", form, ann));
        store.mend();

        assertThat(answers).allSatisfy(answer -> assertSays(answer, 503, "Please try again"));
        assertSays(post("order-42", form, ann), 200, "Thank you");
    }

    @Test
    void readsNoFormThatAFrontRefused() {
        park("order-42");
        WebRequest call =
                WebRequest.builder("POST").query("task=order-42").refused(408).build();

        assertSays(inbox.handle(call, ann), 408, "could not be read");
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void idsThatCannotBeAreNotFound() {
        assertSays(get("task=%20"), 404, "no such task");
        assertSays(get("task=" + "x".repeat(2_000)), 404, "no such task");
    }

    @Test
    void needsAKey() {
        ApprovalInbox.Builder builder = ApprovalInbox.builder(pending, ApprovalInboxTest::asked);

        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.formKey(new byte[31]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32");
    }
}
