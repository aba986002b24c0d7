package dev.tasktoken.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class QuotedTextTest {
    private static final String TEXT = "{\"token\":\"" + "secret-".repeat(20) + "\"}";

    @Test
    void keepsWhatQuotesNothing() {
        Exception thrown = new IllegalStateException("closed", new IOException((String) null));
        thrown.addSuppressed(new IOException("no route"));

        assertThat(QuotedText.causeWithout(thrown, TEXT)).isSameAs(thrown);
        assertThat(QuotedText.causeWithout(thrown, "")).isSameAs(thrown);
    }

    @Test
    void leavesOutWhatQuotesTheTextAnywhereInItsChain() {
        IOException quoting = new IOException("refused: ..." + TEXT.substring(32, 80) + "...");
        Exception suppressing = new IllegalStateException("tried twice");
        suppressing.addSuppressed(new IllegalStateException("once", quoting));

        assertThat(QuotedText.causeWithout(quoting, TEXT)).isNull();
        assertThat(QuotedText.causeWithout(new IllegalStateException("outer", quoting), TEXT))
                .isNull();
        assertThat(QuotedText.causeWithout(suppressing, TEXT)).isNull();
    }

    /** Too short a piece is in a message by chance; a whole short text is not. */
    @Test
    void leavesOutWhatQuotesATextOfOnePiece() {
        String text = "0123456789abcdef0123456789abcdef";

        assertThat(QuotedText.causeWithout(new IOException(text), text)).isNull();
        assertThat(QuotedText.causeWithout(new IOException(text), text.substring(1)))
                .isNotNull();
    }

    @Test
    void readsALongChainToItsEnd() {
        assertThat(QuotedText.causeWithout(chain(new IOException("refused: " + TEXT), 40), TEXT))
                .isNull();
        assertThat(QuotedText.causeWithout(chain(new IOException("no route"), 40), TEXT))
                .isNotNull();
    }

    @Test
    void leavesOutWhatIsTooLongToRead() {
        assertThat(QuotedText.causeWithout(chain(new IOException("no route"), 400), TEXT))
                .isNull();
    }

    private static Exception chain(Exception end, int length) {
        Exception outermost = end;
        for (int i = 0; i < length; i++) {
            outermost = new IllegalStateException("around", outermost);
        }
        return outermost;
    }

    @Test
    void endsWhereCausesAreCircular() {
        Exception outer = new IllegalStateException("outer");
        Exception inner = new IOException("inner", outer);
        outer.initCause(inner);
        Exception one = new IllegalStateException("one");
        Exception other = new IOException("other");
        one.addSuppressed(other);
        other.addSuppressed(one);

        assertThat(QuotedText.causeWithout(outer, TEXT)).isSameAs(outer);
        assertThat(QuotedText.causeWithout(one, TEXT)).isSameAs(one);
    }
}
