package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.StoreNotPermittedException;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;

class ConfirmationPageTest {
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
            .clock(() -> now)
            .build();
    private final ConfirmationPage page = ConfirmationPage.of(links, pending, ConfirmationPageTest::asked);

    private static Confirmation asked(PendingTask task, String action) {
        return action.equals("confirm")
                ? Confirmation.of("Confirm " + task.id() + "?", "Confirm", new Decision.Success("{\"ok\":true}"))
                        .detail("Customer", HOSTILE)
                        .done(task.id() + " is confirmed.")
                : Confirmation.of("Cancel " + task.id() + "?", "Cancel", new Decision.Failure("Cancelled", "by hand"));
    }

    private String link(String action) {
        return text(links.create("order-42", TOKEN.fingerprint(), action));
    }

    private static String text(URI link) {
        return link.getRawQuery().substring("link=".length());
    }

    private static APIGatewayV2HTTPEvent call(String method, String link) {
        APIGatewayV2HTTPEvent call = new APIGatewayV2HTTPEvent();
        call.setRequestContext(Calls.requestContext(method));
        call.setQueryStringParameters(Map.of("link", link));
        return call;
    }

    private APIGatewayV2HTTPResponse get(String link) {
        return page.handle(call("GET", link));
    }

    private APIGatewayV2HTTPResponse post(String link) {
        return page.handle(call("POST", link));
    }

    private static void assertSays(APIGatewayV2HTTPResponse answer, int status, String text) {
        assertThat(answer.getBody()).contains(text).doesNotContain("<script", "<img", TestTokens.PREFIX);
        assertThat(answer.getStatusCode()).isEqualTo(status);
        assertThat(answer.getHeaders().get("Content-Security-Policy")).startsWith("default-src 'none'; ");
    }

    @Test
    void asksAndEscapesWhatItShows() {
        pending.park("order-42", TOKEN);

        APIGatewayV2HTTPResponse answer = get(link("confirm"));

        assertSays(answer, 200, "<h1>Confirm order-42?</h1>");
        assertThat(answer.getBody())
                .contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;")
                .contains("<form method=\"post\"><button type=\"submit\">Confirm</button></form>")
                .contains("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void sendsTheHeadersThatSuchAPageNeeds() {
        APIGatewayV2HTTPResponse answer = get("no link");

        assertThat(answer.getHeaders())
                .containsEntry("Content-Type", "text/html; charset=utf-8")
                .containsEntry("X-Frame-Options", "DENY")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src '" + Html.STYLE_HASH
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

        APIGatewayV2HTTPResponse head = page.handle(call("HEAD", link("confirm")));

        assertThat(head.getStatusCode()).isEqualTo(200);
        assertThat(head.getBody()).isEmpty();
        assertThat(head.getHeaders()).isEqualTo(get(link("confirm")).getHeaders());
    }

    @Test
    void refusesOtherMethods() {
        APIGatewayV2HTTPResponse answer = page.handle(call("DELETE", link("confirm")));

        assertSays(answer, 405, "in a browser");
        assertThat(answer.getHeaders()).containsEntry("Allow", "GET, HEAD, POST");
    }

    @Test
    void aPressDecides() {
        pending.park("order-42", TOKEN);

        APIGatewayV2HTTPResponse answer = post(link("confirm"));

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
        assertThat(post(link("confirm")).getBody()).doesNotContain("somebody", "is confirmed");
    }

    @Test
    void anExpiredLinkSaysSoAndDecidesNothing() {
        pending.park("order-42", TOKEN);
        String link = link("confirm");

        now = now.plus(Duration.ofDays(7));

        assertSays(post(link), 410, "It was valid until 28 November 2026, 03:00 UTC.");
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
        APIGatewayProxyRequestEvent call = new APIGatewayProxyRequestEvent()
                .withHttpMethod("POST")
                .withQueryStringParameters(Map.of("link", link("cancel")))
                .withMultiValueQueryStringParameters(Map.of("link", List.of(link("confirm"), link("cancel"))));

        assertThat(page.handle(call).getStatusCode()).isEqualTo(403);
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void aRestApiCallsItTheSame() {
        pending.park("order-42", TOKEN);
        APIGatewayProxyRequestEvent call = new APIGatewayProxyRequestEvent()
                .withHttpMethod("POST")
                .withQueryStringParameters(Map.of("link", link("confirm")));

        APIGatewayProxyResponseEvent first = page.handle(call);
        APIGatewayProxyResponseEvent second =
                page.handle(call.withMultiValueQueryStringParameters(Map.of("link", List.of(link("confirm")))));

        assertThat(first.getStatusCode()).isEqualTo(200);
        assertThat(first.getBody()).contains("order-42 is confirmed.");
        assertThat(first.getHeaders()).containsKey("Content-Security-Policy");
        assertThat(second.getStatusCode()).isEqualTo(409);
    }

    @Test
    void aCallWithNothingInItIsRefused() {
        assertThat(page.handle(new APIGatewayV2HTTPEvent()).getStatusCode()).isEqualTo(405);
        assertThat(page.handle(new APIGatewayProxyRequestEvent().withHttpMethod("GET"))
                        .getStatusCode())
                .isEqualTo(403);
        assertThat(page.handle(new APIGatewayProxyRequestEvent()
                                .withHttpMethod("GET")
                                .withMultiValueQueryStringParameters(Map.of("lang", List.of("de"))))
                        .getStatusCode())
                .isEqualTo(403);
    }

    @Test
    void asksToTryAgainWhileTheTaskIsNotPending() {
        APIGatewayV2HTTPResponse early = post(link("confirm"));
        pending.park("order-42", TOKEN);
        APIGatewayV2HTTPResponse later = post(link("confirm"));

        assertSays(early, 503, "not ready yet");
        assertThat(early.getHeaders()).containsEntry("Retry-After", "10");
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
        APIGatewayV2HTTPResponse asked = get(link("confirm"));
        APIGatewayV2HTTPResponse pressed = post(link("confirm"));
        store.mend();
        APIGatewayV2HTTPResponse again = post(link("confirm"));

        assertSays(asked, 503, "try again");
        assertSays(pressed, 503, "try again");
        assertThat(pressed.getHeaders()).containsKey("Retry-After");
        assertSays(again, 200, "order-42 is confirmed.");
    }

    @Test
    void whatFailsAfterAPressIsNotSaidToHaveChangedNothing() {
        pending.park("order-42", TOKEN);
        stepFunctions.refuseNext(InvalidTokenException.builder()
                .message("Invalid Token: 'Invalid token'")
                .numAttempts(1)
                .build());

        APIGatewayV2HTTPResponse answer = post(link("confirm"));

        assertSays(answer, 500, "not known whether this was answered");
        assertSays(get(link("cancel")), 409, "order-42 is confirmed.");
    }

    @Test
    void aStoreThatRefusesIsSomebodysToMend() {
        pending.park("order-42", TOKEN);
        store.breakWith(new StoreNotPermittedException("s3:GetObject is missing", null));

        APIGatewayV2HTTPResponse answer = post(link("confirm"));

        assertSays(answer, 500, "must be repaired");
        assertThat(answer.getBody()).doesNotContain("s3:GetObject");
    }

    @Test
    void anUndeliveredDecisionIsRecorded() {
        pending.park("order-42", TOKEN);
        stepFunctions.refuseNext(SdkClientException.create("connection cut"));

        APIGatewayV2HTTPResponse pressed = post(link("confirm"));

        assertSays(pressed, 202, "recorded");
        assertSays(get(link("cancel")), 409, "order-42 is confirmed.");
        pending.resend("order-42");
        assertThat(stepFunctions.answers()).isNotEmpty();
    }

    @Test
    void anOutputThatIsNotJsonDecidesNothing() {
        pending.park("order-42", TOKEN);
        ConfirmationPage wrong = ConfirmationPage.of(
                links, pending, (task, action) -> Confirmation.of("?", "Yes", new Decision.Success("not JSON")));

        APIGatewayV2HTTPResponse answer = wrong.handle(call("POST", link("confirm")));

        assertSays(answer, 500, "cannot be answered");
        assertThat(pending.find("order-42").orElseThrow().isWaiting()).isTrue();
    }

    @Test
    void whatTheCallersOwnFunctionThrowsLeavesIt() {
        pending.park("order-42", TOKEN);
        ConfirmationPage wrong = ConfirmationPage.of(links, pending, (task, action) -> {
            throw new IllegalStateException("a bug");
        });

        assertThatThrownBy(() -> wrong.handle(call("GET", link("confirm")))).hasMessage("a bug");
    }

    @Test
    void showsNeitherLinksNorDetailsInItsTexts() {
        Confirmation confirmation =
                Confirmation.of("Confirm?", "Yes", new Decision.Success("{}")).detail("Card", "4111");

        assertThat(confirmation.toString()).contains("Confirm?").doesNotContain("4111");
        assertThat(new PageCall("GET", "a-link")).hasToString("PageCall[GET]");
    }
}
