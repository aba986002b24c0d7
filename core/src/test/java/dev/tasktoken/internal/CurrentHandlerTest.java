package dev.tasktoken.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CurrentHandlerTest {
    @Test
    void isForgottenWhenItHasEnded() {
        CurrentHandler.run("task", () -> true, () -> {
            assertThat(CurrentHandler.isGivenUp("task")).isTrue();
            assertThat(CurrentHandler.isGivenUp("another")).isFalse();
        });

        assertThat(CurrentHandler.isGivenUp("task")).isFalse();
    }
}
