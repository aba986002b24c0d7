package dev.tasktoken.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StandInsTest {
    @Test
    void namesTheTypeThatIsNoResult() {
        assertThat(StandIns.contains(CompletableFuture.class)).isTrue();
        assertThat(StandIns.problem(CompletableFuture.class))
                .isEqualTo("java.util.concurrent.CompletableFuture stands for a result and is not a result");
    }
}
