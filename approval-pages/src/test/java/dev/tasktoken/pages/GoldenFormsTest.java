package dev.tasktoken.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TaskToken;
import dev.tasktoken.pending.ApprovalPolicy;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.Vote;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A page that version 0.1 showed may still be open when a later one takes its place: what its form posts is understood,
 * and so is its address. The file is never changed; a version whose forms differ adds a file of its own.
 */
class GoldenFormsTest {
    private static final Instant SHOWN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Pattern FIELD =
            Pattern.compile("<(?:input|button) type=\"\\w+\" name=\"(\\w+)\" value=\"([^\"]*)\"");
    private static final String ANN = "ann@example.com";

    private Instant now = SHOWN;
    private final RecordingResponder service = RecordingResponder.create();
    private final PendingTasks pending = PendingTasks.builder(service.responder(), TokenStore.inMemory(() -> now))
            .clock(() -> now)
            .build();
    private final ApprovalInbox inbox = ApprovalInbox.builder(pending, GoldenFormsTest::asked)
            .style(PageStyle.builder().clock(() -> now).build())
            .formKey(new byte[ApprovalInbox.MIN_KEY_LENGTH])
            .build();
    private final CallbackLinks links = CallbackLinks.builder(URI.create("https://example.com/decide"))
            .signingKey("k1", new byte[CallbackLinks.MIN_KEY_LENGTH])
            .action(ApprovalPage.ALL_CHOICES)
            .clock(() -> now)
            .build();
    private final ApprovalPage page = ApprovalPage.of(links, pending, GoldenFormsTest::asked);
    private final Properties golden = golden();

    private static Question asked(PendingTask task) {
        return Question.of("Approve " + task.id() + "?")
                .choice(Choice.of("approve", "Approve", new Decision.Success("1"))
                        .asksComment());
    }

    @Test
    void theInboxShowsTheSameForm() {
        park(PendingTaskInfo.builder());

        assertThat(fields(inbox("GET", ""))).isEqualTo(golden.getProperty("inbox"));
    }

    @Test
    void aFormOfTheInboxDecides() {
        park(PendingTaskInfo.builder());
        now = SHOWN.plus(Duration.ofHours(1));

        WebResponse answer = inbox("POST", golden.getProperty("inbox") + "&comment=fine");

        assertThat(answer.status()).isLessThan(400);
        assertThat(service.task(TestTokens.numbered(1)).answer()).isPresent();
        assertThat(pending.find("order-42")
                        .orElseThrow()
                        .decided()
                        .orElseThrow()
                        .by())
                .contains(DecidedBy.person(ANN).withComment("fine"));
    }

    @Test
    void theInboxShowsTheSameFormThatWithdraws() {
        parkWithAnnsApproval();

        assertThat(fields(inbox("GET", ""))).isEqualTo(golden.getProperty("withdrawal"));
    }

    @Test
    void aFormThatWithdrawsDoes() {
        parkWithAnnsApproval();

        inbox("POST", golden.getProperty("withdrawal"));

        assertThat(pending.votes(
                        "order-42", TaskToken.of(TestTokens.numbered(1)).fingerprint()))
                .extracting(Vote::kind)
                .containsExactly(Vote.Kind.APPROVED, Vote.Kind.WITHDRAWN);
    }

    @Test
    void thePageOfALinkShowsTheSameForm() {
        park(PendingTaskInfo.builder());

        assertThat(fields(page("GET", ""))).isEqualTo(golden.getProperty("page"));
    }

    @Test
    void aFormOfALinkDecides() {
        park(PendingTaskInfo.builder());

        page("POST", golden.getProperty("page"));

        assertThat(service.task(TestTokens.numbered(1)).answer()).isPresent();
    }

    private void park(PendingTaskInfo.Builder info) {
        pending.park("order-42", TaskToken.of(TestTokens.numbered(1)), info.build());
    }

    private void parkWithAnnsApproval() {
        park(PendingTaskInfo.builder().policy(ApprovalPolicy.approvals(2)));
        String attempt = pending.find("order-42").orElseThrow().attempt();
        pending.decide("order-42", attempt, new Decision.Success("1"), DecidedBy.person(ANN));
    }

    private WebResponse inbox(String method, String form) {
        Approver ann = new Approver(DecidedBy.person(ANN), task -> true, task -> true);
        WebRequest request = WebRequest.builder(method)
                .query("task=order-42")
                .header("Sec-Fetch-Site", "same-origin")
                .body(form)
                .build();
        return inbox.handle(request, ann);
    }

    private WebResponse page(String method, String form) {
        String attempt = pending.find("order-42").orElseThrow().attempt();
        String link =
                links.create("order-42", attempt, ApprovalPage.ALL_CHOICES).getRawQuery();
        return page.handle(WebRequest.builder(method).query(link).body(form).build());
    }

    /** What a browser posts. */
    private static String fields(WebResponse shown) {
        return FIELD.matcher(shown.body())
                .results()
                .map(field -> field.group(1) + "=" + field.group(2))
                .collect(Collectors.joining("&"));
    }

    private static Properties golden() {
        try (InputStream file = Objects.requireNonNull(
                GoldenFormsTest.class.getResourceAsStream("forms-0.1.properties"), "forms-0.1.properties")) {
            Properties forms = new Properties();
            forms.load(file);
            return forms;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
