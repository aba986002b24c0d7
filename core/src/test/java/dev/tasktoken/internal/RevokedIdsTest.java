package dev.tasktoken.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.Tokens;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RevokedIdsTest {
    private final ManualTimer timer = new ManualTimer();
    private final RevokedIds revoked = new RevokedIds(timer);

    @Test
    void knowsAnyCopyOfATokenForAQuarterOfAnHour() {
        revoked.add(Tokens.token(1).hash());

        timer.advance(Duration.ofMinutes(15));
        assertThat(revoked.contains(Tokens.token(1).hash())).isTrue();
        assertThat(revoked.contains(Tokens.token(2).hash())).isFalse();
        timer.advance(Duration.ofMillis(1));
        assertThat(revoked.contains(Tokens.token(1).hash())).isFalse();
    }

    @Test
    void forgetsATokenWhoseTaskIsProcessedAnotherTime() {
        revoked.add(Tokens.token(1).hash());
        revoked.add(Tokens.token(2).hash());

        revoked.remove(Tokens.token(1).hash());

        assertThat(revoked.contains(Tokens.token(1).hash())).isFalse();
        assertThat(revoked.contains(Tokens.token(2).hash())).isTrue();
    }

    @Test
    void beginsAnewForATokenThatIsRevokedASecondTime() {
        revoked.add(Tokens.token(1).hash());
        timer.advance(Duration.ofMinutes(10));
        revoked.add(Tokens.token(1).hash());
        timer.advance(Duration.ofMinutes(10));

        assertThat(revoked.contains(Tokens.token(1).hash())).isTrue();
    }

    @Test
    void keepsTheNewestOfAnyNumber() {
        IntStream.range(0, 5_000).forEach(i -> revoked.add(Tokens.token(i).hash()));

        assertThat(IntStream.range(0, 5_000)
                        .filter(i -> revoked.contains(Tokens.token(i).hash())))
                .hasSize(4_096)
                .contains(4_999)
                .doesNotContain(0);
    }
}
