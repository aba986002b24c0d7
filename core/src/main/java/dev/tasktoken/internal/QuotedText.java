package dev.tasktoken.internal;

import org.jspecify.annotations.Nullable;

/**
 * Finds out whether an exception quotes a text, which may be a secret. The stores' exceptions carry no such cause. A
 * database's own message, or that of a proxy before it, may hold what was to be written. Stateless.
 */
public final class QuotedText {
    /** An exception's message does not contain this many characters of a text by chance. */
    private static final int PIECE = 32;

    /** Chains of causes may be circular. */
    private static final int MAX_CAUSES = 16;

    private QuotedText() {}

    /**
     * Returns what was thrown, unless it quotes the text.
     *
     * @param thrown what was thrown
     * @param text the text; empty if there is none
     * @return what was thrown; null if a message in its chain, or of a suppressed exception, holds a piece of the text
     */
    public static @Nullable Throwable causeWithout(Throwable thrown, String text) {
        return isQuoting(thrown, text, MAX_CAUSES) ? null : thrown;
    }

    private static boolean isQuoting(@Nullable Throwable thrown, String text, int depth) {
        Throwable e = thrown;
        for (int left = depth; e != null && left > 0; left--, e = e.getCause()) {
            if (holdsPiece(e.getMessage(), text)) {
                return true;
            }
            for (Throwable tried : e.getSuppressed()) {
                if (isQuoting(tried, text, left - 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean holdsPiece(@Nullable String message, String text) {
        if (message == null) {
            return false;
        }
        for (int start = 0; start + PIECE <= text.length(); start += PIECE) {
            if (message.contains(text.substring(start, start + PIECE))) {
                return true;
            }
        }
        return false;
    }
}
