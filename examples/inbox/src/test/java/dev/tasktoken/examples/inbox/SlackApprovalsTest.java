package dev.tasktoken.examples.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.testkit.TestTokens;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SlackApprovalsTest {
    private static final byte[] SECRET = "8f742231b10e8888abcd99yyyzzz85a5".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.parse("2026-11-28T03:00:00Z");
    private static final String TIMESTAMP = String.valueOf(NOW.getEpochSecond());

    private final Waiting waiting = new Waiting();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final List<String> posted = new ArrayList<>();
    private final SlackApprovals slack = new SlackApprovals(
            SECRET,
            new ChatDecisions(waiting.links, waiting.pending),
            (URI url, String json) -> posted.add(url + " " + json),
            later::add,
            () -> NOW);

    private static String body(String value) {
        String payload = """
                {"type":"block_actions","user":{"id":"U1","username":"ann"},"response_url":"https://hooks.slack.com/x",
                 "actions":[{"action_id":"any","value":"%s"}]}""".formatted(value);
        return "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
    }

    private static String signature(String timestamp, String body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
        return "v0="
                + HexFormat.of()
                        .formatHex(mac.doFinal(("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8)));
    }

    private int press(String value) throws GeneralSecurityException {
        String body = body(value);
        return slack.answer(TIMESTAMP, signature(TIMESTAMP, body), body);
    }

    private void runLater() {
        while (!later.isEmpty()) {
            later.remove().run();
        }
    }

    @Test
    void answersAtOnceAndRewritesTheMessageAfterTheDecision() throws Exception {
        int status = press(waiting.signed("approve"));
        boolean isWaiting = waiting.pending.find(Waiting.ID).orElseThrow().isWaiting();
        runLater();

        assertThat(status).isEqualTo(200);
        assertThat(isWaiting).isTrue();
        assertThat(waiting.stepFunctions.answers()).hasSize(1);
        assertThat(posted)
                .containsExactly(
                        "https://hooks.slack.com/x {\"replace_original\":true,\"text\":\"expense-7 is approved by"
                                + " ann.\"}");
    }

    @Test
    void aSecondPressSaysWhoWasFaster() throws Exception {
        press(waiting.signed("reject"));
        press(waiting.signed("approve"));
        runLater();

        assertThat(waiting.stepFunctions.answers()).hasSize(1);
        assertThat(posted).hasSize(2).allMatch(text -> text.contains("expense-7 is rejected by ann."));
    }

    @Test
    void refusesWhatSlackDidNotSignJustNow() throws Exception {
        String body = body(waiting.signed("approve"));
        String old = String.valueOf(NOW.minusSeconds(301).getEpochSecond());

        assertThat(slack.answer(TIMESTAMP, signature(TIMESTAMP, body + "x"), body))
                .isEqualTo(401);
        assertThat(slack.answer(TIMESTAMP, "", body)).isEqualTo(401);
        assertThat(slack.answer(old, signature(old, body), body)).isEqualTo(401);
        assertThat(slack.answer("soon", signature("soon", body), body)).isEqualTo(401);
        assertThat(later).isEmpty();
    }

    @Test
    void aButtonThatWasMadeUpDecidesNothing() throws Exception {
        press("expense-7");
        runLater();

        assertThat(waiting.stepFunctions.answers()).isEmpty();
        assertThat(posted).hasSize(1).allMatch(text -> text.contains("not valid any more"));
    }

    @Test
    void noButtonHoldsAToken() {
        assertThat(SlackApprovals.buttons(waiting.links, waiting.pending, Waiting.ID))
                .contains("\"action_id\":\"approve\"", "\"action_id\":\"reject\"")
                .doesNotContain(TestTokens.PREFIX);
    }
}
