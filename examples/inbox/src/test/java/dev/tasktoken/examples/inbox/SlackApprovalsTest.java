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
            new ChatDecisions(waiting.links, waiting.pending, SlackApprovals::shown),
            (URI url, String json) -> posted.add(url + " " + json),
            later::add,
            () -> NOW);

    private static String body(String value) {
        String payload = """
                {"type":"block_actions","user":{"id":"U02ANN","username":"ann"},"response_url":"https://hooks.slack.com/x",
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
                                + " <@U02ANN>.\"}");
    }

    @Test
    void aSecondPressSaysWhoWasFaster() throws Exception {
        press(waiting.signed("reject"));
        press(waiting.signed("approve"));
        runLater();

        assertThat(waiting.stepFunctions.answers()).hasSize(1);
        assertThat(posted).hasSize(2).allMatch(text -> text.contains("expense-7 is rejected by <@U02ANN>."));
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

    /** The worked example of Slack's page on verifying requests. */
    @Test
    void takesTheSignatureOfSlacksOwnExample() {
        String timestamp = "1531420618";
        String body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
                + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        String signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
        SlackApprovals theirs = new SlackApprovals(
                "8f742231b10e8888abcd99yyyzzz85a5".getBytes(StandardCharsets.UTF_8),
                new ChatDecisions(waiting.links, waiting.pending, SlackApprovals::shown),
                (URI url, String json) -> posted.add(json),
                later::add,
                () -> Instant.ofEpochSecond(1531420618L + 300));

        assertThat(theirs.answer(timestamp, signature, body)).isEqualTo(200);
        assertThat(theirs.answer(timestamp, signature, body + "x")).isEqualTo(401);
    }

    @Test
    void textFromOutsideMentionsNobody() {
        assertThat(SlackApprovals.shown("<!channel> & co")).isEqualTo("&lt;!channel&gt; &amp; co");
    }

    @Test
    void aShortcutPressesNoButton() throws Exception {
        String body = "payload=" + URLEncoder.encode("{\"type\":\"shortcut\"}", StandardCharsets.UTF_8);

        int status = slack.answer(TIMESTAMP, signature(TIMESTAMP, body), body);
        runLater();

        assertThat(status).isEqualTo(200);
        assertThat(posted).isEmpty();
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
