package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestTokensTest {
    @Test
    void looksLikeATaskToken() {
        String token = TestTokens.numbered(1);

        assertThat(token)
                .startsWith(TestTokens.PREFIX)
                .matches("[A-Za-z0-9+/]+=*")
                .contains("+", "/", "=")
                .hasSize(884);
    }

    @Test
    void isTheSameForTheSameNumberAndAnotherForAnother() {
        assertThat(TestTokens.numbered(7)).isEqualTo(TestTokens.numbered(7));
        assertThat(IntStream.range(0, 1000).mapToObj(TestTokens::numbered)).doesNotHaveDuplicates();
    }

    @Test
    void hasTheLengthThatIsAskedFor() {
        assertThat(TestTokens.ofLength(2049)).hasSize(2049).startsWith(TestTokens.PREFIX);
        assertThatThrownBy(() -> TestTokens.ofLength(21)).isInstanceOf(IllegalArgumentException.class);
    }
}
