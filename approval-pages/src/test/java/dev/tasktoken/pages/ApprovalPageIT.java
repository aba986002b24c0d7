package dev.tasktoken.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.htmlunit.BrowserVersion;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page in a browser without JavaScript, in front of a workflow that waits. */
class ApprovalPageIT {
    private static final String HOSTILE =
            "</dd><script>document.title='hacked'</script><form action=https://evil.example><button>Confirm</button>";

    private final ApprovalDesk desk = new ApprovalDesk(Map.of("Customer", HOSTILE));
    private final WebClient browser = browser();

    private static WebClient browser() {
        WebClient browser = new WebClient(BrowserVersion.FIREFOX);
        browser.getOptions().setJavaScriptEnabled(false);
        browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
        return browser;
    }

    @AfterEach
    void close() {
        browser.close();
        desk.close();
    }

    private HtmlPage open(URI link) throws IOException {
        return browser.getPage(link.toURL());
    }

    private static HtmlPage press(HtmlPage page) throws IOException {
        return page.<HtmlButton>getFirstByXPath("//button").click();
    }

    private static HtmlPage press(HtmlPage page, String choice, String comment) throws IOException {
        HtmlForm form = page.getForms().get(0);
        form.getTextAreaByName("comment").setText(comment);
        return page.<HtmlButton>getFirstByXPath("//button[@value='" + choice + "']")
                .click();
    }

    private static int status(HtmlPage page) {
        return page.getWebResponse().getStatusCode();
    }

    private static boolean asks(HtmlPage page) {
        return !page.getByXPath("//button").isEmpty();
    }

    @Test
    void aPersonConfirms() throws IOException {
        String execution = desk.start("order-42");

        HtmlPage question = open(desk.link("order-42", "confirm"));
        boolean isRunning = desk.isRunning(execution);
        HtmlPage answer = press(question);

        assertThat(question.getTitleText()).isEqualTo("Confirm order-42?");
        assertThat(isRunning).isTrue();
        assertThat(status(answer)).isEqualTo(200);
        assertThat(answer.asNormalizedText()).contains("Thank you", "order-42 is confirmed.");
        assertThat(asks(answer)).isFalse();
        assertThat(desk.ending(execution)).isEqualTo("SUCCEEDED \"confirmed\"");
    }

    @Test
    void aPersonCancels() throws IOException {
        String execution = desk.start("order-42");

        HtmlPage answer = press(open(desk.link("order-42", "cancel")), "cancel", "Out of stock");

        assertThat(answer.asNormalizedText()).contains("order-42 is cancelled.");
        assertThat(desk.ending(execution)).isEqualTo("FAILED Cancelled");
    }

    @Test
    void allChoicesStandOnOnePageAndAReasonIsAskedForWhereItIsNeeded() throws IOException {
        String execution = desk.start("order-42");

        HtmlPage question = open(desk.link("order-42", ApprovalPage.ALL_CHOICES));
        HtmlPage asksAgain = press(question, "cancel", "   ");
        boolean isRunning = desk.isRunning(execution);
        HtmlPage answer = press(asksAgain, "cancel", "Out of stock");

        assertThat(question.getByXPath("//button")).hasSize(2);
        assertThat(status(asksAgain)).isEqualTo(422);
        assertThat(asksAgain.asNormalizedText()).contains("Nothing was decided yet", "Write a comment");
        assertThat(isRunning).isTrue();
        assertThat(status(answer)).isEqualTo(200);
        assertThat(desk.ending(execution)).isEqualTo("FAILED Cancelled");
    }

    @Test
    void aReloadAndTheBackButtonDecideNothingMore() throws IOException {
        String execution = desk.start("order-42");
        HtmlPage question = open(desk.link("order-42", ApprovalPage.ALL_CHOICES));

        HtmlPage answer = press(question, "confirm", "");
        HtmlPage reloaded = (HtmlPage) answer.refresh();
        HtmlPage otherButton = press(question, "cancel", "Changed my mind");

        assertThat(status(reloaded)).isEqualTo(409);
        assertThat(status(otherButton)).isEqualTo(409);
        assertThat(otherButton.asNormalizedText()).contains("order-42 is confirmed.");
        assertThat(desk.ending(execution)).isEqualTo("SUCCEEDED \"confirmed\"");
        assertThat(desk.answers()).isEqualTo(1);
    }

    @Test
    void aSecondPressLearnsWhatWasDecided() throws IOException {
        String execution = desk.start("order-42");
        HtmlPage confirm = open(desk.link("order-42", "confirm"));
        HtmlPage cancel = open(desk.link("order-42", "cancel"));

        press(confirm);
        HtmlPage again = press(confirm);
        HtmlPage other = press(cancel, "cancel", "too late");

        assertThat(List.of(status(again), status(other))).containsOnly(409);
        assertThat(again.asNormalizedText()).contains("answered already", "order-42 is confirmed.");
        assertThat(other.asNormalizedText()).contains("order-42 is confirmed.");
        assertThat(desk.ending(execution)).isEqualTo("SUCCEEDED \"confirmed\"");
        assertThat(desk.answers()).isEqualTo(1);
    }

    @Test
    void anExpiredLinkAsksNothingEvenIfItsPageWasOpenBefore() throws IOException {
        String execution = desk.start("order-42");
        URI link = desk.link("order-42", "confirm");
        HtmlPage openedInTime = open(link);

        desk.advance(Duration.ofDays(7));
        HtmlPage pressedTooLate = press(openedInTime);
        HtmlPage opened = open(link);

        assertThat(status(pressedTooLate)).isEqualTo(410);
        assertThat(status(opened)).isEqualTo(410);
        assertThat(opened.asNormalizedText()).contains("This link has expired");
        assertThat(asks(opened)).isFalse();
        assertThat(desk.isRunning(execution)).isTrue();
    }

    @Test
    void anInvalidLinkAsksNothing() throws IOException {
        String execution = desk.start("order-42");
        desk.start("order-43");
        String confirm = desk.link("order-42", "confirm").toString();
        String other = desk.link("order-43", "confirm").toString();

        HtmlPage page =
                open(URI.create(confirm.substring(0, confirm.indexOf('.')) + other.substring(other.indexOf('.'))));

        assertThat(status(page)).isEqualTo(403);
        assertThat(page.asNormalizedText()).contains("This link is not valid");
        assertThat(asks(page)).isFalse();
        assertThat(desk.isRunning(execution)).isTrue();
    }

    @Test
    void theLinkOfAnEarlierAttemptAsksNothing() throws IOException {
        String execution = desk.start("order-42");
        URI link = desk.link("order-42", "confirm");
        HtmlPage opened = open(link);

        desk.retry("order-42");
        HtmlPage pressed = press(opened);
        HtmlPage answer = press(open(desk.link("order-42", "cancel")), "cancel", "Out of stock");

        assertThat(status(pressed)).isEqualTo(410);
        assertThat(pressed.asNormalizedText()).contains("This link is out of date");
        assertThat(status(answer)).isEqualTo(200);
        assertThat(desk.ending(execution)).isEqualTo("FAILED Cancelled");
    }

    @Test
    void thePersonLearnsThatTheExecutionWasStopped() throws IOException {
        String execution = desk.start("order-42");
        HtmlPage opened = open(desk.link("order-42", "confirm"));

        desk.stop(execution);
        HtmlPage pressed = press(opened);

        assertThat(status(pressed)).isEqualTo(410);
        assertThat(pressed.asNormalizedText()).contains("Nobody waits for this answer any more");
    }

    @Test
    void whatACustomerWroteIsShownAndIsNoMarkup() throws IOException {
        desk.start("order-42");

        HtmlPage page = open(desk.link("order-42", "confirm"));

        assertThat(page.asNormalizedText()).contains(HOSTILE);
        assertThat(page.getByXPath("//script")).isEmpty();
        assertThat(page.getForms()).hasSize(1);
        assertThat(page.getForms().get(0).getActionAttribute()).isEmpty();
        assertThat(page.getByXPath("//button")).hasSize(1);
    }

    /** What mail scanners, link previews and prefetching browsers do, five times over. */
    @Test
    void fetchingEveryLinkDecidesNothing() throws Exception {
        List<String> executions = List.of(desk.start("order-42"), desk.start("order-43"));
        List<URI> links = List.of("order-42", "order-43").stream()
                .map(desk::links)
                .flatMap(Collection::stream)
                .toList();
        HttpClient scanner = HttpClient.newHttpClient();

        for (int i = 0; i < 5; i++) {
            for (URI link : links) {
                assertThat(fetch(scanner, "GET", link)).isEqualTo(200);
                assertThat(fetch(scanner, "HEAD", link)).isEqualTo(200);
                assertThat(fetch(scanner, "OPTIONS", link)).isEqualTo(405);
            }
        }

        assertThat(links).hasSize(6);
        assertThat(desk.answers()).isZero();
        assertThat(executions)
                .allSatisfy(execution -> assertThat(desk.isRunning(execution)).isTrue());
        assertThat(status(press(open(links.get(0))))).isEqualTo(200);
    }

    private static int fetch(HttpClient scanner, String method, URI link) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(link)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("User-Agent", "MailScanner/1.0")
                .header("Purpose", "prefetch")
                .build();
        return scanner.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
