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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/**
 * The messaging endpoint of a Teams bot, for the buttons of its Adaptive Cards ({@code Action.Execute}). The card that
 * is returned takes the place of the one that asked. A button's {@code data.link} is the signed text of a link.
 *
 * <p>Teams signs each call by a JWT of the Bot Connector. The keys come from its OpenID metadata; fetch and cache them
 * where {@code keys} is made.
 */
public final class TeamsApprovals {
    private static final String ISSUER = "https://api.botframework.com";
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final String botId;
    private final Function<String, Optional<PublicKey>> keys;
    private final ChatDecisions decisions;
    private final InstantSource clock;

    /**
     * Sets up the endpoint.
     *
     * @param botId the bot's application id, for which the calls are signed
     * @param keys the Bot Connector's keys by their ids; empty for one that is unknown
     * @param decisions decides
     * @param clock shows when a JWT expires
     */
    public TeamsApprovals(
            String botId, Function<String, Optional<PublicKey>> keys, ChatDecisions decisions, InstantSource clock) {
        this.botId = botId;
        this.keys = keys;
        this.decisions = decisions;
        this.clock = clock;
    }

    /**
     * Answers a call of Teams.
     *
     * @param authorization the header {@code Authorization}
     * @param body an activity
     * @return the answer in JSON with the new card; empty if the call is not genuine, to be answered with 401
     */
    public String answer(String authorization, String body) {
        if (!isGenuine(authorization)) {
            return "";
        }
        JsonNode activity = json(body);
        String signed = activity.at("/value/action/data/link").asText("");
        String who = activity.at("/from/aadObjectId").asText("somebody");
        return card(decisions.decide(signed, who)).toString();
    }

    private static ObjectNode card(String text) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("statusCode", 200).put("type", "application/vnd.microsoft.card.adaptive");
        ObjectNode card = answer.putObject("value").put("type", "AdaptiveCard").put("version", "1.4");
        card.putArray("body")
                .addObject()
                .put("type", "TextBlock")
                .put("wrap", true)
                .put("text", text);
        return answer;
    }

    private boolean isGenuine(String authorization) {
        String[] parts = authorization.replaceFirst("^Bearer ", "").split("\\.", -1);
        try {
            return parts.length == 3 && isSigned(parts) && isForUs(json(decoded(parts[1])));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean isSigned(String[] jwt) {
        JsonNode header = json(decoded(jwt[0]));
        Optional<PublicKey> key = keys.apply(header.path("kid").asText(""));
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

    private boolean isForUs(JsonNode claims) {
        return claims.path("iss").asText("").equals(ISSUER)
                && claims.path("aud").asText("").equals(botId)
                && clock.instant()
                        .isBefore(Instant.ofEpochSecond(claims.path("exp").asLong()));
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
