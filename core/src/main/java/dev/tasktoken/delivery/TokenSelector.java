package dev.tasktoken.delivery;

import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.internal.TokenLike;
import dev.tasktoken.internal.TokenName;
import dev.tasktoken.internal.TokenSlip;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Selects the task token by the one rule of this library. In doubt an error, never a guess.
 *
 * <ol>
 *   <li>Deliberate places are the message's own keys (of {@code detail} in events), attributes, headers, parameters,
 *       and a passed-on context object among them. A strong name in a deliberate place answers against anything in
 *       containers.
 *   <li>Two deliberate places with different strong values are ambiguous.
 *   <li>A weak name against a different strong one is ambiguous, with two exceptions. Against weak names in containers
 *       the strong one answers. The strong one also answers if both stand in deliberate places and the weak one's text
 *       is not like a token.
 *   <li>A token found only in containers, or only in a context object, is taken only if no other text like a token
 *       stands anywhere outside {@code input}. An attribute like a token, of any name, makes every token of the body
 *       ambiguous.
 *   <li>The path to the token as a text, or a strong name without a text, ranks as a candidate of its place. A deeper
 *       one is ignored. So is one without a text beside a filled strong name in the same object. The plain
 *       {@code taskToken} is not ignored beside a longer filled name, for instance {@code parentTaskToken}.
 *   <li>A strong name with "parent" in it, {@code parentTaskToken} for instance, is taken in a deliberate place as in a
 *       container: only if no other text like a token stands anywhere outside {@code input}.
 *   <li>An SNS notification or an event may be a message that a task's token was added to. Something like a token
 *       beside the message or the detail makes every token of the message ambiguous.
 * </ol>
 */
final class TokenSelector {
    private static final int SHOWN = 10;
    private static final String ADVICE =
            ". Say where it is with CallbackReader.builder().tokenAt(...) or" + " .tokenInAttribute(...)";

    private final UnwrappedDelivery delivery;
    private final List<TokenCandidate> candidates;

    private TokenSelector(UnwrappedDelivery delivery, List<TokenCandidate> candidates) {
        this.delivery = delivery;
        this.candidates = candidates;
    }

    /**
     * Selects among what a delivery holds, all of it or that of one kind.
     *
     * @throws TokenNotFoundException if there is nothing to select from, or no text where a token was meant to stand
     * @throws InvalidTaskTokenException if the path to the token stands there
     * @throws AmbiguousTokenException if more than one value could be meant
     */
    static TokenCandidate select(UnwrappedDelivery delivery, List<TokenCandidate> candidates) {
        return new TokenSelector(delivery, candidates).select();
    }

    /**
     * Selects among what the caller's word led to, at least one.
     *
     * @throws AmbiguousTokenException if that has different values
     */
    static TokenCandidate only(UnwrappedDelivery delivery, List<TokenCandidate> hits) {
        new TokenSelector(delivery, hits).refuseDifferent(hits);
        return hits.get(0);
    }

    private TokenCandidate select() {
        refuseRepeatedKeys();
        TokenCandidate found = strongInDeliberatePlace();
        if (found == null) {
            found = weakInDeliberatePlace();
        }
        if (found == null) {
            found = inContainer();
        }
        refuse(found, TokenLikeTexts.besideEnvelope(found, delivery));
        refuseUnseenRivals(found);
        return found;
    }

    private @Nullable TokenCandidate strongInDeliberatePlace() {
        List<TokenCandidate> strong = hindering(all(TokenCandidate::isDeliberate));
        if (strong.isEmpty()) {
            return null;
        }
        refuseDifferent(strong);
        TokenCandidate found = bodyFirst(strong);
        refuseUnlessFilled(found);
        List<TokenCandidate> weak = all(other -> other.isDeliberate()
                && !other.isStrong()
                && differs(other, found)
                && TokenLike.isIn(other.value(), found.value()));
        refuse(found, weak);
        refuseAttributeLikeAToken(found);
        if (strong.stream().allMatch(TokenCandidate::isNamedParents)) {
            refuse(found, TokenLikeTexts.rivalOf(found, delivery));
        }
        return found;
    }

    private @Nullable TokenCandidate weakInDeliberatePlace() {
        List<TokenCandidate> weak = all(candidate -> candidate.isDeliberate() && candidate.isFilled());
        if (weak.isEmpty()) {
            return null;
        }
        refuseDifferent(weak);
        TokenCandidate found = bodyFirst(weak);
        refuse(found, all(other -> other.isStrong() && other.isFilled() && differs(other, found)));
        if (found.context() == null) {
            refuseAttributeLikeAToken(found);
            refuse(found, TokenLikeTexts.strongRivalOf(found, delivery));
        } else {
            refuse(found, TokenLikeTexts.rivalOf(found, delivery));
        }
        return found;
    }

    private TokenCandidate inContainer() {
        List<TokenCandidate> strong = all(candidate -> candidate.isStrong() && candidate.isFilled());
        List<TokenCandidate> filled = strong.isEmpty() ? all(TokenCandidate::isFilled) : strong;
        refuseDifferent(filled);
        if (filled.isEmpty()) {
            throw nothingFilled();
        }
        TokenCandidate found = nearest(filled);
        hindering(all(other -> other.depth() <= found.depth())).forEach(this::refuseUnlessFilled);
        refuse(found, TokenLikeTexts.rivalOf(found, delivery));
        return found;
    }

    /** Strong ones, without those that have no text and stand beside one that has; see {@link #yields}. */
    private static List<TokenCandidate> hindering(List<TokenCandidate> places) {
        List<TokenCandidate> strong = those(places, TokenCandidate::isStrong);
        return those(
                strong,
                candidate -> candidate.isFilled()
                        || isPath(candidate)
                        || strong.stream().noneMatch(other -> yields(candidate, other)));
    }

    /** A plain {@code taskToken} without a text does not make way for {@code parentTaskToken}. */
    private static boolean yields(TokenCandidate empty, TokenCandidate other) {
        return other.isFilled()
                && other.place().isBeside(empty.place())
                && (other.hasPlainName() || !empty.hasPlainName());
    }

    private void refuseUnlessFilled(TokenCandidate candidate) {
        if (candidate.isFilled()) {
            return;
        }
        String place = candidate.place().describe();
        if (candidate.kind() == TokenCandidate.Kind.TEXT) {
            throw new InvalidTaskTokenException("The " + what() + " is empty, at " + place
                    + (delivery.rules().names().areOfTasks()
                            ? ". Check that the state machine fills it from the context object: \"TaskToken.$\":"
                                    + " \"$$.Task.Token\""
                            : ". Check what hands it on"));
        }
        boolean isPath = candidate.kind() == TokenCandidate.Kind.SLIP;
        if (isPath && !TokenName.isUnresolved(candidate.place().name())) {
            String slip = TokenSlip.of(candidate.value());
            throw new InvalidTaskTokenException("Instead of the task token its path stands at " + place + ". "
                    + (slip == null ? "Write \"TaskToken.$\": \"$$.Task.Token\"" : slip));
        }
        throw NotFoundReport.of(delivery, "there is no text at " + place);
    }

    private RuntimeException nothingFilled() {
        List<TokenCandidate> strong = hindering(candidates);
        if (!strong.isEmpty()) {
            refuseUnlessFilled(nearest(strong));
        }
        return NotFoundReport.of(delivery, "nothing is marked as one");
    }

    private String what() {
        return delivery.rules().names().what();
    }

    private void refuseRepeatedKeys() {
        if (delivery.hasTwoDetails()) {
            throw new AmbiguousTokenException("The event has the key detail twice" + ADVICE);
        }
        for (int i = 0; i < candidates.size(); i++) {
            TokenCandidate key = candidates.get(i);
            for (TokenCandidate other : candidates.subList(0, i)) {
                if (differs(key, other) && key.place().isSame(other.place())) {
                    throw ambiguous(List.of(other, key));
                }
            }
        }
    }

    private void refuseAttributeLikeAToken(TokenCandidate found) {
        if (!found.place().isAttribute()) {
            refuse(found, TokenLikeTexts.attributeLikeAToken(found, delivery));
        }
    }

    private void refuse(TokenCandidate found, @Nullable String rival) {
        if (rival != null) {
            throw new AmbiguousTokenException("What is named like a " + what() + ", at " + found.describe()
                    + ", may be another task's, since something like a token is at " + rival + ", too" + ADVICE);
        }
    }

    private void refuse(TokenCandidate found, List<TokenCandidate> rivals) {
        if (!rivals.isEmpty()) {
            throw ambiguous(Stream.concat(Stream.of(found), rivals.stream()).toList());
        }
    }

    private void refuseUnseenRivals(TokenCandidate found) {
        boolean answersContainers = found.isDeliberate() && found.isStrong();
        if (delivery.hasMoreCandidates() || (delivery.hasMoreTexts() && !answersContainers)) {
            throw new AmbiguousTokenException("The message has more keys that could be its " + what()
                    + ", or more JSON texts, than are looked at" + ADVICE);
        }
    }

    private void refuseDifferent(List<TokenCandidate> places) {
        for (TokenCandidate place : places) {
            if (differs(place, places.get(0))) {
                throw ambiguous(places);
            }
        }
    }

    /** Two that have no text are alike, and so are two paths. */
    private static boolean differs(TokenCandidate one, TokenCandidate other) {
        if (one.isFilled() && other.isFilled()) {
            return !one.value().equals(other.value());
        }
        return one.isFilled() != other.isFilled() || isPath(one) != isPath(other);
    }

    private static boolean isPath(TokenCandidate candidate) {
        return candidate.kind() == TokenCandidate.Kind.SLIP;
    }

    private List<TokenCandidate> all(Predicate<TokenCandidate> wanted) {
        return those(candidates, wanted);
    }

    /** A loop, since this runs several times a message and a stream costs more than what it filters here. */
    private static List<TokenCandidate> those(List<TokenCandidate> places, Predicate<TokenCandidate> wanted) {
        List<TokenCandidate> found = new ArrayList<>();
        for (TokenCandidate place : places) {
            if (wanted.test(place)) {
                found.add(place);
            }
        }
        return found;
    }

    private static TokenCandidate bodyFirst(List<TokenCandidate> equals) {
        for (TokenCandidate candidate : equals) {
            if (!candidate.place().isAttribute() && candidate.context() == null) {
                return candidate;
            }
        }
        return equals.get(0);
    }

    private static TokenCandidate nearest(List<TokenCandidate> places) {
        return places.stream()
                .min(Comparator.comparingInt(TokenCandidate::depth))
                .orElseThrow();
    }

    private AmbiguousTokenException ambiguous(List<TokenCandidate> rivals) {
        String places = rivals.stream()
                .map(TokenCandidate::describe)
                .distinct()
                .limit(SHOWN)
                .collect(Collectors.joining(", "));
        return new AmbiguousTokenException("Different values could be the " + what() + ", at " + places + ADVICE);
    }
}
