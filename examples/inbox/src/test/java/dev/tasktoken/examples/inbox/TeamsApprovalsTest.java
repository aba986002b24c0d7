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
import org.junit.jupiter.api.Test;

class TeamsApprovalsTest {
    private static final Instant NOW = Instant.parse("2026-11-28T03:00:00Z");
    private static final KeyPair KEYS = keys();

    private final Waiting waiting = new Waiting();
    private final TeamsApprovals teams = new TeamsApprovals(
            "bot-1",
            id -> id.equals("k1") ? Optional.of(KEYS.getPublic()) : Optional.empty(),
            new ChatDecisions(waiting.links, waiting.pending),
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
        String header = encoded("{\"alg\":\"RS256\",\"kid\":\"" + key + "\"}");
        String claims = encoded(
                "{\"iss\":\"" + issuer + "\",\"aud\":\"" + audience + "\",\"exp\":" + expires.getEpochSecond() + "}");
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
                {"type":"invoke","name":"adaptiveCard/action","from":{"aadObjectId":"ann"},
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
        assertThat(teams.answer(jwt("k1", issuer, "bot-1", NOW), body)).isEmpty();
        assertThat(teams.answer(genuine() + "AAAA", body)).isEmpty();
        assertThat(teams.answer("Bearer ..", body)).isEmpty();
        assertThat(teams.answer("", body)).isEmpty();
        assertThat(waiting.stepFunctions.answers()).isEmpty();
    }
}
