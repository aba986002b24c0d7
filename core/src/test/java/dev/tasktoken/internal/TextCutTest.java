package dev.tasktoken.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextCutTest {
    @Test
    void keepsATextThatIsShortEnough() {
        assertThat(TextCut.head("", 0)).isEmpty();
        assertThat(TextCut.head("abc", 3)).isEqualTo("abc");
        assertThat(TextCut.head("ab\uD83D", 3)).isEqualTo("ab\uD83D");
        assertThat(TextCut.marked("abc", 3)).isEqualTo("abc");
    }

    @Test
    void cutsBetweenCharacters() {
        assertThat(TextCut.head("abc", 2)).isEqualTo("ab");
        assertThat(TextCut.head("abc", 0)).isEmpty();
        assertThat(TextCut.head("a\uD83D\uDE00b", 2)).isEqualTo("a");
        assertThat(TextCut.head("a\uD83D\uDE00b", 3)).isEqualTo("a\uD83D\uDE00");
    }

    @Test
    void saysThatItCut() {
        assertThat(TextCut.marked("0123456789abcdef", 15)).isEqualTo("012345... [cut]");
    }
}
