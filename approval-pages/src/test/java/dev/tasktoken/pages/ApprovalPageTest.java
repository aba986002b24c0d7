package dev.tasktoken.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.pending.ApprovalPolicy;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.StoreNotPermittedException;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import dev.tasktoken.testkit.stores.BreakableStore;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;

class ApprovalPageTest {
    private static final TaskToken TOKEN = TaskToken.of(TestTokens.numbered(1));
    private static final TaskToken LATER_TOKEN = TaskToken.of(TestTokens.numbered(2));
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&";

    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final BreakableStore store = new BreakableStore(TokenStore.inMemory());
    private final PendingTasks pending = PendingTasks.of(stepFunctions.responder(), store);
    private Instant now = Instant.parse("2026-11-21T03:00:00Z");
    private final CallbackLinks links = CallbackLinks.builder(URI.create("https://example.com/decide"))
            .signingKey("k1", new byte[32])
            .action("confirm")
            .action("cancel")
            .action("archive")
            .action(ApprovalPage.ALL_CHOICES)
            .clock(() -> now)
            .build();
    private final ApprovalPage page = ApprovalPage.of(links, pending, ApprovalPageTest::asked);

    private static Question asked(PendingTask task) {
        return Question.of("Confirm " + task.id() + "?")
                .detail("CustomerName", HOSTILE)
                .choice(Choice.of("confirm", "Confirm", new Decision.Success("{\"ok\":true}"))
                        .done(task.id() + " is confirmed."))
                .choice(Choice.of("cancel", "Cancel", reason -> new Decision.Failure("Cancelled", reason))
                        .requiresComment()
                        .dangerous());
    }

    private String link(String action) {
        return text(links.create("order-42", TOKEN.fingerprint(), action));
    }

    private static String text(URI link) {
        return link.getRawQuery().substring("link=".length());
    }

    private static WebRequest call(String method, String link) {
        return call(method, link, "");
    }

    private static WebRequest call(String method, String link, String form) {
        return WebRequest.builder(method)
                .query("link=" + URLEncoder.encode(link, StandardCharsets.UTF_8))
                .body(form)
                .build();
    }

    private WebResponse get(String link) {
        return page.handle(call("GET", link));
    }

    private WebResponse post(String link) {
        return page.handle(call("POST", link));
    }

    private WebResponse post(String link, String form) {
        return page.handle(call("POST", link, form));
    }

    private static void assertSays(WebResponse answer, int status, String text) {
        assertThat(answer.body()).contains(text).doesNotContain("<script", "<img", TestTokens.PREFIX);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().get("Content-Security-Policy")).startsWith("default-src 'none'; ");
    }

    @Test
    void showsTwoDetailsWhoseLabelsReadTheSame() {
        pending.park("order-42", TOKEN);
        ApprovalPage twice = ApprovalPage.of(
                links, pending, task -> asked(task).detail("orderId", "A-1").detail("order_id", "B-2"));

        WebResponse answer = twice.handle(call("GET", link("confirm")));

        assertThat(answer.body()).contains("A-1", "B-2");
    }

    @Test
    void takesNoChoiceOfTheNameThatLinksToAll() {
        Decision yes = new Decision.Success("1");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Choice.of(ApprovalPage.ALL_CHOICES, "Decide", yes))
                .withMessageContaining("offers all choices");
    }

    @Test
    void asksAndEscapesWhatItShows() {
        pending.park("order-42", TOKEN);

        WebResponse answer = get(link("confirm"));

        assertSays(answer, 200, "<h1><bdi>Confirm order-42?</bdi></h1>");
        assertThat(answer.body())
                .contains("<dt><bdi>Customer name</bdi></dt>")
                .contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;")
                .contains("value=\"confirm\"")
                .doesNotContain("value=\"cancel\"")
                .contains("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void sendsTheHeadersThatSuchAPageNeeds() {
        WebResponse answer = get("no link");

        assertThat(answer.headers())
                .containsEntry("Content-Type", "text/html; charset=utf-8")
                .containsEntry("X-Frame-Options", "DENY")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src '"
                                + StyleSheet.of(Colour.parse("#1d4f91")).hash()
                                + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "get", "OPTIONS", "PUT", "DELETE", ""})
    void onlyAPostDecides(String method) {
        pending.park("order-42", TOKEN);

        page.handle(call(method, link("confirm")));

        assertThat(stepFunctions.answers()).isEmpty();
        assertThat(pending.find("order-42").orElseThrow().isWaiting()).isTrue();
    }

    @Test
    void answersAHeadLikeAGetWithoutABody() {
        pending.park("order-42", TOKEN);

        WebResponse head = page.handle(call("HEAD", link("confirm")));

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers()).isEqualTo(get(link("confirm")).headers());
    }

    @Test
    void refusesOtherMethods() {
        WebResponse answer = page.handle(call("DELETE", link("confirm")));

        assertSays(answer, 405, "in a browser");
        assertThat(answer.headers()).containsEntry("Allow", "GET, HEAD, POST");
    }

    @Test
    void aPressDecides() {
        pending.park("order-42", TOKEN);

        WebResponse answer = post(link("confirm"));

        assertSays(answer, 200, "order-42 is confirmed.");
        assertThat(stepFunctions.answers()).hasSize(1);
        assertThat(stepFunctions.answers().get(0).output()).contains("{\"ok\":true}");
    }

    @Test
    void aSecondPressLearnsWhatWasDecidedWhicheverLinkItIs() {
        pending.park("order-42", TOKEN);
        post(link("confirm"));

        assertSays(post(link("confirm")), 409, "order-42 is confirmed.");
        assertSays(post(link("cancel")), 409, "order-42 is confirmed.");
        assertSays(get(link("cancel")), 409, "order-42 is confirmed.");
        assertThat(stepFunctions.answers()).hasSize(1);
    }

    @Test
    void saysOfADecisionThatNoActionStandsForThatThereIsOne() {
        pending.park("order-42", TOKEN);
        pending.fail("order-42", "Elsewhere", "somebody's own words");

        assertSays(post(link("confirm")), 409, "answered already");
        assertThat(post(link("confirm")).body()).doesNotContain("somebody", "is confirmed");
    }

    @Test
    void anExpiredLinkSaysSoAndDecidesNothing() {
        pending.park("order-42", TOKEN);
        String link = link("confirm");

        now = now.plus(Duration.ofDays(7));

        assertSays(
                post(link),
                410,
                "It was valid until <time datetime=\"2026-11-28T03:00:00Z\">28 Nov 2026, 03:00 UTC</time>.");
        assertSays(get(link), 410, "expired");
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AQ.AQ", "<script>"})
    void aLinkThatIsNoneIsRefused(String link) {
        pending.park("order-42", TOKEN);

        assertSays(get(link), 403, "not valid");
        assertSays(post(link), 403, "not valid");
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void aLinkThatWasChangedIsRefused() {
        pending.park("order-42", TOKEN);
        String confirm = link("confirm");
        String cancel = link("cancel");

        String mixed = cancel.substring(0, cancel.indexOf('.')) + confirm.substring(confirm.indexOf('.'));

        assertSays(post(mixed), 403, "not valid");
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void twoLinksInOneCallAreNone() {
        pending.park("order-42", TOKEN);
        WebRequest call = WebRequest.builder("POST")
                .query(Map.of("link", List.of(link("confirm"), link("cancel"))))
                .build();

        assertThat(page.handle(call).status()).isEqualTo(403);
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void aCallWithNothingInItIsRefused() {
        assertThat(page.handle(WebRequest.builder(null).build()).status()).isEqualTo(405);
        assertThat(page.handle(WebRequest.builder("GET").build()).status()).isEqualTo(403);
        assertThat(page.handle(WebRequest.builder("GET").query("lang=de").build())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aLinkToAllChoicesOffersThemAll() {
        pending.park("order-42", TOKEN);

        WebResponse asked = get(link(ApprovalPage.ALL_CHOICES));
        WebResponse none = post(link(ApprovalPage.ALL_CHOICES));
        WebResponse invented = post(link(ApprovalPage.ALL_CHOICES), "choice=delete");
        WebResponse two = post(link(ApprovalPage.ALL_CHOICES), "choice=confirm&choice=cancel&comment=x");

        assertThat(asked.body()).contains("value=\"confirm\"", "value=\"cancel\"", "Needed for “Cancel”");
        assertThat(List.of(none, invented, two))
                .allSatisfy(answer -> assertSays(answer, 422, "Choose one of the buttons"));
        assertThat(stepFunctions.answers()).isEmpty();
        assertSays(post(link(ApprovalPage.ALL_CHOICES), "choice=confirm"), 200, "order-42 is confirmed.");
    }

    @Test
    void aLinkToOneChoiceDecidesNoOther() {
        pending.park("order-42", TOKEN);

        assertSays(post(link("confirm"), "choice=cancel&comment=x"), 422, "Choose one of the buttons");
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void aLinkToAChoiceThatTheTaskDoesNotHaveIsRefused() {
        pending.park("order-42", TOKEN);

        assertSays(get(link("archive")), 403, "not valid");
        assertSays(post(link("archive"), "choice=confirm"), 403, "not valid");
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void keepsTheCommentWhenItAsksAgain() {
        pending.park("order-42", TOKEN);
        String tooLong = "x".repeat(Choice.MAX_COMMENT_LENGTH) + "<b>";

        WebResponse missing = post(link("cancel"), "choice=cancel&comment=%20%0D%0A");
        WebResponse longer = post(link("cancel"), "choice=cancel&comment=" + tooLong.replace("<", "%3C"));

        assertSays(missing, 422, "Write a comment, then choose “Cancel” once more.");
        assertThat(missing.body()).contains("aria-invalid=\"true\"", "role=\"alert\"");
        assertSays(longer, 422, "at most 1,000 characters");
        assertThat(longer.body()).contains("x&lt;b&gt;</textarea>");
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void theCommentBecomesTheDecisionAndItsReason() {
        pending.park("order-42", TOKEN);

        post(text(links.create("order-42", TOKEN.fingerprint(), "cancel", "ann@example.com")), "comment=No%0D%0Astock");

        assertThat(stepFunctions.answers().get(0).error()).contains("Cancelled");
        WebResponse later = get(link("confirm"));
        assertSays(later, 409, "<bdi>ann@example.com</bdi>");
        assertThat(later.body()).contains("<bdi>No\nstock</bdi>", "<bdi>Cancel</bdi>", "<bdi>Confirm order-42?</bdi>");
    }

    @Test
    void readsNoFormThatAFrontRefused() {
        pending.park("order-42", TOKEN);
        WebRequest.Builder call = WebRequest.builder("POST").query("link=" + link("confirm"));

        assertSays(
                page.handle(call.body("x".repeat(WebRequest.MAX_BODY_BYTES + 1)).build()), 413, "too much text");
        assertSays(page.handle(call.refused(411).build()), 411, "could not be read");
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void severalPeopleMustAgreeAndNobodyTwice() {
        pending.park(
                "order-42",
                TOKEN,
                PendingTaskInfo.builder()
                        .requester("ann@example.com")
                        .policy(ApprovalPolicy.approvals(2))
                        .build());

        WebResponse asked = get(linkOf("bob@example.com"));
        WebResponse first = post(linkOf("bob@example.com"), "comment=fine");
        WebResponse twice = post(linkOf("bob@example.com"));
        WebResponse own = post(linkOf("ann@example.com"));
        WebResponse nobody = post(link("confirm"));
        WebResponse second = post(linkOf("cem@example.com"));

        assertSays(asked, 200, "2 approvals");
        assertSays(first, 200, "Approvals still missing: 1.");
        assertThat(first.body()).contains("bob@example.com");
        assertSays(twice, 409, "You have voted already");
        assertSays(own, 403, "You asked for this yourself");
        assertSays(nobody, 403, "You cannot decide this");
        assertSays(second, 200, "order-42 is confirmed.");
        assertThat(second.body()).contains("bob@example.com", "cem@example.com", "<bdi>fine</bdi>");
        assertThat(stepFunctions.answers()).hasSize(1);
    }

    @Test
    void theLinkOfWhoApprovedTakesItBack() {
        pending.park(
                "order-42",
                TOKEN,
                PendingTaskInfo.builder().policy(ApprovalPolicy.approvals(2)).build());
        post(linkOf("bob@example.com"));

        WebResponse shown = get(linkOf("bob@example.com"));
        WebResponse nobody = post(link("confirm"), "withdraw=approval");
        WebResponse withdrawn = post(linkOf("bob@example.com"), "withdraw=approval");

        assertSays(shown, 200, "Withdraw my approval");
        assertThat(shown.body()).doesNotContain("value=\"confirm\"");
        assertSays(nobody, 403, "You cannot decide this");
        assertSays(withdrawn, 200, "Your approval is withdrawn");
        assertThat(get(linkOf("bob@example.com")).body()).contains("value=\"confirm\"");
    }

    private String linkOf(String person) {
        return text(links.create("order-42", TOKEN.fingerprint(), "confirm", person));
    }

    @Test
    void asksToTryAgainWhileTheTaskIsNotPending() {
        WebResponse early = post(link("confirm"));
        pending.park("order-42", TOKEN);
        WebResponse later = post(link("confirm"));

        assertSays(early, 503, "not ready yet");
        assertThat(early.headers()).containsEntry("Retry-After", "10");
        assertSays(later, 200, "order-42 is confirmed.");
    }

    @Test
    void aLinkOfAnEarlierAttemptDoesNotDecideALaterOne() {
        pending.park("order-42", TOKEN);
        stepFunctions.closeTask(TOKEN.value());
        pending.park("order-42", LATER_TOKEN);

        assertSays(get(link("confirm")), 410, "out of date");
        assertSays(post(link("confirm")), 410, "out of date");
        assertThat(stepFunctions.answers()).isEmpty();
        assertThat(pending.find("order-42").orElseThrow().isWaiting()).isTrue();
    }

    @Test
    void theNextLinkAfterAnEarlierAttemptDecides() {
        pending.park("order-42", TOKEN);
        stepFunctions.closeTask(TOKEN.value());
        pending.park("order-42", LATER_TOKEN);

        assertSays(
                post(text(links.create("order-42", LATER_TOKEN.fingerprint(), "confirm"))),
                200,
                "order-42 is confirmed.");
    }

    @Test
    void reportsATaskThatWasClosedMeanwhile() {
        pending.park("order-42", TOKEN);
        stepFunctions.closeTask(TOKEN.value());

        assertSays(post(link("confirm")), 410, "Nobody waits");
        assertSays(post(link("confirm")), 410, "Nobody waits");
        assertSays(get(link("confirm")), 410, "Nobody waits");
    }

    @Test
    void aStoreThatIsDownAsksToTryAgain() {
        pending.park("order-42", TOKEN);

        store.breakWith(new StoreUnavailableException("the store did not answer", null));
        WebResponse asked = get(link("confirm"));
        WebResponse pressed = post(link("confirm"));
        store.mend();
        WebResponse again = post(link("confirm"));

        assertSays(asked, 503, "try again");
        assertSays(pressed, 503, "try again");
        assertThat(pressed.headers()).containsKey("Retry-After");
        assertSays(again, 200, "order-42 is confirmed.");
    }

    @Test
    void whatFailsAfterAPressIsNotSaidToHaveChangedNothing() {
        pending.park("order-42", TOKEN);
        stepFunctions.refuseNext(InvalidTokenException.builder()
                .message("Invalid Token: 'Invalid token'")
                .numAttempts(1)
                .build());

        WebResponse answer = post(link("confirm"));

        assertSays(answer, 500, "not known whether this was answered");
        assertSays(get(link("cancel")), 409, "order-42 is confirmed.");
    }

    @Test
    void aStoreThatRefusesIsSomebodysToMend() {
        pending.park("order-42", TOKEN);
        store.breakWith(new StoreNotPermittedException("s3:GetObject is missing", null));

        WebResponse answer = post(link("confirm"));

        assertSays(answer, 500, "must be repaired");
        assertThat(answer.body()).doesNotContain("s3:GetObject");
    }

    @Test
    void anUndeliveredDecisionIsRecorded() {
        pending.park("order-42", TOKEN);
        stepFunctions.refuseNext(SdkClientException.create("connection cut"));

        WebResponse pressed = post(link("confirm"));

        assertSays(pressed, 202, "recorded");
        assertSays(get(link("cancel")), 409, "order-42 is confirmed.");
        pending.resend("order-42");
        assertThat(stepFunctions.answers()).isNotEmpty();
    }

    @Test
    void anOutputThatIsNotJsonDecidesNothing() {
        pending.park("order-42", TOKEN);
        ApprovalPage wrong = ApprovalPage.of(
                links,
                pending,
                task -> Question.of("?").choice(Choice.of("confirm", "Yes", new Decision.Success("not JSON"))));

        WebResponse answer = wrong.handle(call("POST", link("confirm")));

        assertSays(answer, 500, "cannot be answered");
        assertThat(pending.find("order-42").orElseThrow().isWaiting()).isTrue();
    }

    @Test
    void whatTheCallersOwnFunctionThrowsLeavesIt() {
        pending.park("order-42", TOKEN);
        ApprovalPage wrong = ApprovalPage.of(links, pending, task -> {
            throw new IllegalStateException("a bug");
        });

        assertThatThrownBy(() -> wrong.handle(call("GET", link("confirm")))).hasMessage("a bug");
    }

    @Test
    void aChoiceThatCannotReadAnothersCommentHidesNoDecision() {
        pending.park("order-42", TOKEN);
        Choice amount = Choice.of("archive", "Pay less", words -> new Decision.Success("" + Integer.parseInt(words)))
                .requiresComment();
        Choice confirm = Choice.of("confirm", "Confirm", new Decision.Success("{}"));
        ApprovalPage limits = ApprovalPage.of(
                links, pending, task -> Question.of("?").choice(amount).choice(confirm));

        assertSays(limits.handle(call("POST", link("confirm"))), 200, "Confirm");
        assertSays(limits.handle(call("GET", link("archive"))), 409, "Confirm");
    }

    @Test
    void showsNeitherLinksNorDetailsInItsTexts() {
        Question question = Question.of("Confirm?")
                .detail("Card", "4111")
                .choice(Choice.of("yes", "Yes", new Decision.Success("{}")));

        assertThat(question).hasToString("Question[[Choice[yes]]]");
        assertThat(call("GET", "a-link", "comment=secret")).hasToString("WebRequest[GET]");
        assertThat(get("a-link")).hasToString("WebResponse[403]");
    }
}
