package dev.tasktoken.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsrfTokensTest {
    private Instant now = Instant.parse("2026-11-28T03:00:00Z");
    private final CsrfTokens tokens = new CsrfTokens(new byte[32], () -> now);

    @Test
    void acceptsWhatItIssuedToThisPersonForHalfADay() {
        String token = tokens.issue("ann");

        now = now.plus(Duration.ofHours(12)).minusSeconds(1);
        boolean inTime = tokens.accepts(token, "ann");
        now = now.plusSeconds(1);

        assertThat(inTime).isTrue();
        assertThat(tokens.accepts(token, "ann")).isFalse();
    }

    @Test
    void acceptsNobodyElsesAndNoneOfAnotherKey() {
        String token = tokens.issue("ann");
        byte[] other = new byte[32];
        other[0] = 1;

        assertThat(tokens.accepts(token, "bob")).isFalse();
        assertThat(new CsrfTokens(other, () -> now).accepts(token, "ann")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x", "1.", ".x", "1.AAAA", "99999999999999999999.AAAA", "-1.AAAA", "1e3.AAAA"})
    void acceptsNothingMadeUp(String token) {
        assertThat(tokens.accepts(token, "ann")).isFalse();
    }

    @Test
    void noTimeCanBeMadeLonger() {
        String token = tokens.issue("ann");
        String longer = now.plusSeconds(60).getEpochSecond() + token.substring(token.indexOf('.'));

        assertThat(tokens.accepts(longer, "ann")).isFalse();
    }
}
