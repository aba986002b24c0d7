package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.internal.ManualTimer;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RevokedTokensTest {
    private final ManualTimer timer = new ManualTimer();
    private final RevokedTokens revoked = new RevokedTokens(timer);

    @Test
    void knowsAnyCopyOfATokenForAQuarterOfAnHour() {
        revoked.add(Tokens.token(1));

        timer.advance(Duration.ofMinutes(15));
        assertThat(revoked.contains(Tokens.token(1))).isTrue();
        assertThat(revoked.contains(Tokens.token(2))).isFalse();
        timer.advance(Duration.ofMillis(1));
        assertThat(revoked.contains(Tokens.token(1))).isFalse();
    }

    @Test
    void forgetsATokenWhoseTaskIsProcessedAnotherTime() {
        revoked.add(Tokens.token(1));
        revoked.add(Tokens.token(2));

        revoked.remove(Tokens.token(1));

        assertThat(revoked.contains(Tokens.token(1))).isFalse();
        assertThat(revoked.contains(Tokens.token(2))).isTrue();
    }

    @Test
    void beginsAnewForATokenThatIsRevokedASecondTime() {
        revoked.add(Tokens.token(1));
        timer.advance(Duration.ofMinutes(10));
        revoked.add(Tokens.token(1));
        timer.advance(Duration.ofMinutes(10));

        assertThat(revoked.contains(Tokens.token(1))).isTrue();
    }

    @Test
    void keepsTheNewestOfAnyNumber() {
        IntStream.range(0, 5_000).forEach(i -> revoked.add(Tokens.token(i)));

        assertThat(IntStream.range(0, 5_000).filter(i -> revoked.contains(Tokens.token(i))))
                .hasSize(4_096)
                .contains(4_999)
                .doesNotContain(0);
    }
}
