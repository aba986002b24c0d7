package dev.tasktoken.examples.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.PendingTasks;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.Executor;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The endpoint that Slack calls when somebody presses a button of a message ("interactivity"). A button's value is the
 * signed text of a link, so it says which task, which attempt and which choice, and holds no token.
 *
 * <p>Slack wants its answer within 3 seconds. So the call is verified and answered at once, and the decision is made
 * afterwards; then the message is rewritten by its {@code response_url}, without buttons. In Lambda nothing runs after
 * the answer: let the executor send the call to a queue there.
 *
 * <p>Sources: Slack's pages <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Verifying
 * requests from Slack</a> (signature, five minutes; its worked example is a test), <a
 * href="https://docs.slack.dev/interactivity/handling-user-interaction">Handling user interaction</a> (3 seconds,
 * payload, {@code response_url}: five times within 30 minutes) and <a
 * href="https://docs.slack.dev/messaging/formatting-message-text">Formatting message text</a>.
 */
public final class SlackApprovals {
    private static final Duration OLDEST = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** Posts to a {@code response_url}. */
    @FunctionalInterface
    public interface Poster {
        void post(URI responseUrl, String json);
    }

    private final byte[] signingSecret;
    private final ChatDecisions decisions;
    private final Poster poster;
    private final Executor later;
    private final InstantSource clock;

    public SlackApprovals(
            byte[] signingSecret, ChatDecisions decisions, Poster poster, Executor later, InstantSource clock) {
        this.signingSecret = signingSecret.clone();
        this.decisions = decisions;
        this.poster = poster;
        this.later = later;
        this.clock = clock;
    }

    /** The buttons of the message that asks: an element of {@code blocks}. */
    public static String buttons(CallbackLinks links, PendingTasks pending, String id) {
        var block = JsonNodeFactory.instance.objectNode().put("type", "actions");
        String attempt = pending.find(id).orElseThrow().attempt();
        links.createAll(id, attempt).forEach((action, link) -> {
            var button = block.withArray("elements").addObject().put("type", "button");
            button.put("action_id", action).put("value", ChatDecisions.signedText(link));
            button.putObject("text").put("type", "plain_text").put("text", action);
        });
        return block.toString();
    }

    /**
     * Answers a call of Slack.
     *
     * @param timestamp the header {@code X-Slack-Request-Timestamp}; empty if there is none
     * @param signature the header {@code X-Slack-Signature}; empty if there is none
     * @param body as it arrived
     * @return the status: 200 with an empty body, or 401
     */
    public int answer(String timestamp, String signature, String body) {
        if (!isFresh(timestamp) || !isSigned(timestamp, signature, body)) {
            return 401;
        }
        later.execute(() -> decide(body));
        return 200;
    }

    /** An old call may be one that somebody recorded. */
    private boolean isFresh(String timestamp) {
        try {
            Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(sent, clock.instant()).abs().compareTo(OLDEST) <= 0;
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }

    private boolean isSigned(String timestamp, String signature, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(signingSecret, "HmacSHA256"));
            byte[] expected = mac.doFinal(("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(
                    ("v0=" + HexFormat.of().formatHex(expected)).getBytes(StandardCharsets.UTF_8),
                    signature.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Other kinds of payloads, a shortcut's for instance, press no button. */
    private void decide(String body) {
        JsonNode payload = payload(body);
        if (payload.path("type").asText("").equals("block_actions")) {
            String who = payload.at("/user/id").asText("");
            String text = decisions.decide(payload.at("/actions/0/value").asText(""), who);
            URI responseUrl = URI.create(payload.path("response_url").asText(""));
            poster.post(
                    responseUrl,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("replace_original", true)
                            .put("text", text)
                            .toString());
        }
    }

    /** A user's id becomes a mention; other text is escaped, so that it mentions nobody. */
    public static String shown(String text) {
        return text.matches("[UW][A-Z0-9]{5,}")
                ? "<@" + text + ">"
                : text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static JsonNode payload(String body) {
        try {
            String form = body.substring(body.indexOf("payload=") + "payload=".length());
            return JSON.readTree(URLDecoder.decode(form, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Slack's payload is not JSON");
        }
    }
}
