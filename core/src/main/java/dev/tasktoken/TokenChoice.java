package dev.tasktoken;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chooses the task token among what could be one. Depth first, then strength; in doubt an error, never a guess. */
final class TokenChoice {
    private static final int SHOWN = 10;

    private TokenChoice() {}

    /**
     * Chooses.
     *
     * @throws TokenNotFoundException if there is nothing to choose from, or the best place holds no text
     * @throws AmbiguousTokenException if more than one value could be meant
     */
    static TokenCandidate among(List<TokenCandidate> candidates, OpenedDelivery delivery) {
        TokenCandidate best = best(candidates);
        if (best == null) {
            throw KeysLookedAt.notFound(delivery, "nothing is marked as one");
        }
        for (TokenCandidate other : candidates) {
            if (rivals(best, other) || isRepeatedKey(candidates, other)) {
                throw ambiguous(candidates);
            }
        }
        if (!best.isText()) {
            throw KeysLookedAt.notFound(delivery, "there is no text at " + best.describe());
        }
        return best;
    }

    private static @Nullable TokenCandidate best(List<TokenCandidate> candidates) {
        TokenCandidate best = null;
        for (TokenCandidate candidate : candidates) {
            if (candidate.competes() && (best == null || candidate.isBetterThan(best))) {
                best = candidate;
            }
        }
        return best;
    }

    /** Another value of the same rank, or a stronger name further away. */
    private static boolean rivals(TokenCandidate best, TokenCandidate other) {
        boolean stronger = best.strength() == TokenName.WEAK && other.strength() == TokenName.STRONG;
        boolean different = !other.value().isEmpty() && !best.value().equals(other.value());
        return different && (best.sameRank(other) || stronger);
    }

    private static boolean isRepeatedKey(List<TokenCandidate> candidates, TokenCandidate key) {
        for (TokenCandidate candidate : candidates) {
            if (candidate.samePlace(key) && !candidate.value().equals(key.value())) {
                return true;
            }
        }
        return false;
    }

    private static AmbiguousTokenException ambiguous(List<TokenCandidate> candidates) {
        String places = candidates.stream()
                .map(TokenCandidate::describe)
                .distinct()
                .limit(SHOWN)
                .collect(Collectors.joining(", "));
        return new AmbiguousTokenException("Different values could be the task token, at " + places
                + ". Say which with CallbackReader.builder().tokenAt(...) or .tokenInAttribute(...)");
    }
}
