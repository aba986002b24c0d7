package dev.tasktoken.internal;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether an exception quotes a text, which may be a secret. The stores' exceptions carry no such cause. A
 * database's own message, or that of a proxy before it, may hold what was to be written. Stateless.
 */
public final class QuotedText {
    /** An exception's message does not contain this many characters of a text by chance. */
    private static final int PIECE = 32;

    /** Nobody reads more, and a chain may have no end. */
    private static final int MOST = 256;

    private QuotedText() {}

    /**
     * Returns what was thrown, unless it quotes the text.
     *
     * @param thrown what was thrown
     * @param text the text; empty if there is none
     * @return what was thrown; null if a message in its chain, or of a suppressed exception, holds a piece of the text,
     *     or if there are more than 256 of them
     */
    public static @Nullable Throwable causeWithout(Throwable thrown, String text) {
        return isQuoting(thrown, text) ? null : thrown;
    }

    /** Chains of causes may be circular. */
    private static boolean isQuoting(Throwable thrown, String text) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> unread = new ArrayDeque<>(List.of(thrown));
        while (!unread.isEmpty()) {
            Throwable e = unread.pop();
            if (!seen.add(e)) {
                continue;
            }
            if (seen.size() > MOST || holdsPiece(e.getMessage(), text)) {
                return true;
            }
            Collections.addAll(unread, e.getSuppressed());
            Optional.ofNullable(e.getCause()).ifPresent(unread::push);
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
