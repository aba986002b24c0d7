package dev.tasktoken.examples.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * The messaging endpoint of a Teams bot, for the buttons of its Adaptive Cards ({@code Action.Execute}). The card that
 * is returned takes the place of the one that asked. A button's {@code data.link} is the signed text of a link.
 *
 * <p>Teams signs each call by a JWT of the Bot Connector. The keys come from its OpenID metadata; fetch and cache them
 * where {@code keys} is made, for a day at most.
 *
 * <p>Sources: Microsoft's pages <a
 * href="https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication">Authentication
 * with the Bot Connector API</a> (step 4: what is checked, and the 5 minutes) and <a
 * href="https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model">Universal action model</a>
 * (the answer's format).
 */
public final class TeamsApprovals {
    private static final String ISSUER = "https://api.botframework.com";
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** The Bot Connector's keys. */
    @FunctionalInterface
    public interface Keys {
        /**
         * Finds a key.
         *
         * @param id the key's {@code kid}
         * @param channel what must be among its {@code endorsements}
         * @return the key; empty if it is unknown or does not endorse the channel
         */
        Optional<PublicKey> find(String id, String channel);
    }

    private final String botId;
    private final Keys keys;
    private final ChatDecisions decisions;
    private final InstantSource clock;

    /**
     * Sets up the endpoint.
     *
     * @param botId the bot's application id, for which the calls are signed
     * @param keys the Bot Connector's keys
     * @param decisions decides
     * @param clock shows when a JWT expires
     */
    public TeamsApprovals(String botId, Keys keys, ChatDecisions decisions, InstantSource clock) {
        this.botId = botId;
        this.keys = keys;
        this.decisions = decisions;
        this.clock = clock;
    }

    /**
     * Answers a call of Teams.
     *
     * @param authorization the header {@code Authorization}; empty if there is none
     * @param body an activity
     * @return the answer in JSON with the new card; empty if the call is not genuine, to be answered with 403
     */
    public String answer(String authorization, String body) {
        try {
            JsonNode activity = json(body);
            String who = activity.at("/from/aadObjectId").asText("");
            return who.isEmpty() || !isPress(activity) || !isGenuine(authorization, activity)
                    ? ""
                    : card(decisions.decide(
                                    activity.at("/value/action/data/link").asText(""), who))
                            .toString();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static boolean isPress(JsonNode activity) {
        return activity.path("name").asText("").equals("adaptiveCard/action");
    }

    /** A run of text, because a {@code TextBlock} would read the text as Markdown. */
    private static ObjectNode card(String text) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("statusCode", 200).put("type", "application/vnd.microsoft.card.adaptive");
        ObjectNode card = answer.putObject("value").put("type", "AdaptiveCard").put("version", "1.4");
        card.putArray("body")
                .addObject()
                .put("type", "RichTextBlock")
                .putArray("inlines")
                .addObject()
                .put("type", "TextRun")
                .put("text", text);
        return answer;
    }

    private boolean isGenuine(String authorization, JsonNode activity) {
        if (!authorization.startsWith("Bearer ")) {
            return false;
        }
        String[] parts = authorization.substring("Bearer ".length()).split("\\.", -1);
        return parts.length == 3
                && isSigned(parts, activity.path("channelId").asText(""))
                && isForUs(json(decoded(parts[1])), activity.path("serviceUrl").asText(""));
    }

    private boolean isSigned(String[] jwt, String channel) {
        JsonNode header = json(decoded(jwt[0]));
        Optional<PublicKey> key = keys.find(header.path("kid").asText(""), channel);
        if (key.isEmpty() || !header.path("alg").asText("").equals("RS256")) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key.get());
            signature.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(jwt[2]));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The claim's name is all in small letters, other than on the page. */
    private boolean isForUs(JsonNode claims, String serviceUrl) {
        Instant now = clock.instant();
        Instant notBefore = Instant.ofEpochSecond(claims.path("nbf").asLong());
        Instant expires = Instant.ofEpochSecond(claims.path("exp").asLong());
        return claims.path("iss").asText("").equals(ISSUER)
                && claims.path("aud").asText("").equals(botId)
                && !serviceUrl.isEmpty()
                && claims.path("serviceurl").asText("").equals(serviceUrl)
                && now.isBefore(expires.plus(SKEW))
                && !now.isBefore(notBefore.minus(SKEW));
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON");
        }
    }
}
