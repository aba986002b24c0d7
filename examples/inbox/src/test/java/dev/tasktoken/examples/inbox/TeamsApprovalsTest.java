package dev.tasktoken.examples.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TeamsApprovalsTest {
    private static final Instant NOW = Instant.parse("2026-11-28T03:00:00Z");
    private static final KeyPair KEYS = keys();

    private final Waiting waiting = new Waiting();
    private final TeamsApprovals teams = new TeamsApprovals(
            "bot-1",
            (id, channel) ->
                    id.equals("k1") && channel.equals("msteams") ? Optional.of(KEYS.getPublic()) : Optional.empty(),
            new ChatDecisions(waiting.links, waiting.pending, UnaryOperator.identity()),
            () -> NOW);

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String jwt(String key, String issuer, String audience, Instant expires)
            throws GeneralSecurityException {
        return jwt(key, """
                {"iss":"%s","aud":"%s","exp":%d,"serviceurl":"https://smba.example/"}""".formatted(issuer, audience, expires.getEpochSecond()));
    }

    private static String jwt(String key, String text) throws GeneralSecurityException {
        String header = encoded("{\"alg\":\"RS256\",\"kid\":\"" + key + "\"}");
        String claims = encoded(text);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(KEYS.getPrivate());
        signature.update((header + "." + claims).getBytes(StandardCharsets.US_ASCII));
        return "Bearer " + header + "." + claims + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String genuine() throws GeneralSecurityException {
        return jwt("k1", "https://api.botframework.com", "bot-1", NOW.plusSeconds(60));
    }

    private String press(String action) {
        return """
                {"type":"invoke","name":"adaptiveCard/action","channelId":"msteams","serviceUrl":"https://smba.example/",
                 "from":{"aadObjectId":"ann"},
                 "value":{"action":{"type":"Action.Execute","verb":"%s","data":{"link":"%s"}}}}""".formatted(action, waiting.signed(action));
    }

    @Test
    void theReturnedCardTakesThePlaceOfTheButtons() throws Exception {
        String answer = teams.answer(genuine(), press("approve"));
        String second = teams.answer(genuine(), press("reject"));

        assertThat(answer)
                .contains("application/vnd.microsoft.card.adaptive", "expense-7 is approved by ann.")
                .doesNotContain("Action.Execute");
        assertThat(second).contains("expense-7 is approved by ann.");
        assertThat(waiting.stepFunctions.answers()).hasSize(1);
    }

    /** Clocks may differ by five minutes, as Microsoft's page says. */
    @Test
    void allowsForClocksThatDiffer() throws Exception {
        String claims = """
                {"iss":"https://api.botframework.com","aud":"bot-1","nbf":%d,"exp":%d,"serviceurl":"https://smba.example/"}""";
        long now = NOW.getEpochSecond();

        assertThat(teams.answer(jwt("k1", claims.formatted(now + 301, now + 900)), press("approve")))
                .isEmpty();
        assertThat(teams.answer(jwt("k1", claims.formatted(now + 300, now + 900)), press("approve")))
                .contains("approved");
        assertThat(teams.answer(jwt("k1", claims.formatted(now - 900, now - 299)), press("approve")))
                .contains("approved");
    }

    @Test
    void refusesWhatTeamsDidNotSignForThisBotNow() throws Exception {
        String issuer = "https://api.botframework.com";
        String body = press("approve");

        assertThat(teams.answer(jwt("k2", issuer, "bot-1", NOW.plusSeconds(60)), body))
                .isEmpty();
        assertThat(teams.answer(jwt("k1", "https://evil.example", "bot-1", NOW.plusSeconds(60)), body))
                .isEmpty();
        assertThat(teams.answer(jwt("k1", issuer, "bot-2", NOW.plusSeconds(60)), body))
                .isEmpty();
        assertThat(teams.answer(jwt("k1", issuer, "bot-1", NOW.minusSeconds(300)), body))
                .isEmpty();
        assertThat(teams.answer(genuine() + "AAAA", body)).isEmpty();
        assertThat(teams.answer("Bearer ..", body)).isEmpty();
        assertThat(teams.answer("", body)).isEmpty();
        assertThat(teams.answer(genuine().substring("Bearer ".length()), body)).isEmpty();
        assertThat(teams.answer(genuine(), body.replace("https://smba", "https://evil")))
                .isEmpty();
        assertThat(teams.answer(genuine(), body.replace("msteams", "webchat"))).isEmpty();
        assertThat(teams.answer(genuine(), body.replace("adaptiveCard/action", "task/fetch")))
                .isEmpty();
        assertThat(teams.answer(genuine(), body.replace("aadObjectId", "name"))).isEmpty();
        assertThat(teams.answer(genuine(), "no JSON")).isEmpty();
        assertThat(waiting.stepFunctions.answers()).isEmpty();
    }
}
