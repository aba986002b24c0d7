package dev.tasktoken.testkit.internal.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTokensTest {
    private final TaskTokens tokens = TaskTokens.ofUsualLength();

    @Test
    void looksLikeTheServicesTokens() {
        for (int i = 0; i < 200; i++) {
            String token = tokens.create();

            assertThat(token)
                    .hasSizeBetween(700, 900)
                    .startsWith(TaskTokens.PREFIX)
                    .contains("+", "/")
                    .endsWith("=");
            assertThat(tokens.isOwn(token)).isTrue();
        }
    }

    @Test
    void neverMakesTheSameTokenTwice() {
        Set<String> made = new HashSet<>();

        for (int i = 0; i < 500; i++) {
            made.add(tokens.create());
        }

        assertThat(made).hasSize(500);
    }

    @Test
    void hasAPrefixThatALeakSearchCanLookFor() {
        assertThat(TaskTokens.PREFIX).hasSizeGreaterThanOrEqualTo(24).startsWith("AAAAKgAAAAIAAAAAAAAAA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "not base64!", "AAAAKgAAAAIAAAAAAAAAAXR0", "9e1f2d1c-6d5c-4a57-8f4f-0a4a6f1f2d3c"})
    void doesNotKnowOtherTexts(String text) {
        assertThat(tokens.isOwn(text)).isFalse();
    }

    @Test
    void doesNotKnowATokenOfAnotherInstance() {
        assertThat(TaskTokens.ofUsualLength().isOwn(tokens.create())).isFalse();
    }

    @Test
    void noticesAChangeOfOneCharacter() {
        String token = tokens.create();
        char other = token.charAt(300) == 'A' ? 'B' : 'A';

        assertThat(tokens.isOwn(token.substring(0, 300) + other + token.substring(301)))
                .isFalse();
        assertThat(tokens.isOwn(token.replace('+', ' '))).isFalse();
        assertThat(tokens.isOwn(token.replace("=", ""))).isFalse();
        assertThat(tokens.isOwn(token + "\n")).isFalse();
    }

    @Test
    void fingerprintsAreTheStartOfTheSha256() {
        assertThat(TaskTokens.fingerprint("abc")).isEqualTo("ba7816bf8f01");
    }

    @Test
    void makesTokensOfTheLengthAsked() {
        for (int length : new int[] {160, 880, 2048}) {
            TaskTokens sized = TaskTokens.ofLength(length);

            assertThat(sized.create())
                    .hasSize(length)
                    .startsWith(TaskTokens.PREFIX)
                    .contains("+", "/")
                    .endsWith("=");
            assertThat(sized.isOwn(sized.create())).isTrue();
        }
        for (int length : new int[] {156, 881, 2052}) {
            assertThatThrownBy(() -> TaskTokens.ofLength(length)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
