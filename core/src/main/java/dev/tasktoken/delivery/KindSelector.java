package dev.tasktoken.delivery;

import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.CallbackId;
import dev.tasktoken.internal.TokenLike;
import dev.tasktoken.internal.TokenName;
import dev.tasktoken.service.WorkKind;
import java.util.List;
import java.util.function.Predicate;

/**
 * Selects the id in a message for a reader of both kinds: the kind first, then the id by the one rule of
 * {@link TokenSelector}. What may be a task token beside what may be a callback id is ambiguous, wherever they stand. A
 * name of the other kind that has no text yields.
 */
final class KindSelector {
    private static final String NO_TOKEN = "\n";

    private final UnwrappedDelivery delivery;
    private final List<TokenCandidate> tasks;
    private final List<TokenCandidate> callbacks;

    private KindSelector(UnwrappedDelivery delivery) {
        this.delivery = delivery;
        List<TokenCandidate> namedTasks = of(WorkKind.TASK);
        List<TokenCandidate> namedCallbacks = of(WorkKind.CALLBACK);
        this.tasks = withoutCopies(namedTasks, namedCallbacks);
        this.callbacks = withoutCopies(namedCallbacks, namedTasks);
    }

    static FoundId select(UnwrappedDelivery delivery) {
        IdNames names = delivery.rules().names();
        return names.areOfBoth()
                ? new KindSelector(delivery).select()
                : new FoundId(TokenSelector.select(delivery, delivery.candidates()), names.only());
    }

    private FoundId select() {
        boolean mayBeTask = tasks.stream().anyMatch(KindSelector::mayBeToken);
        boolean mayBeCallback = callbacks.stream().anyMatch(KindSelector::mayBeCallbackId);
        if (mayBeTask && mayBeCallback) {
            throw ambiguous();
        }
        if ((mayBeTask || mayBeCallback) && delivery.hasMoreTexts()) {
            throw new AmbiguousTokenException("The message has more JSON texts than are looked at, so it may have a"
                    + " task token and a callback id. Say which is answered with CallbackReader.builder().reads(...)");
        }
        boolean isTask = mayBeTask || (!tasks.isEmpty() && callbacks.stream().noneMatch(TokenCandidate::isFilled));
        return isTask
                ? new FoundId(TokenSelector.select(delivery, tasks), WorkKind.TASK)
                : new FoundId(TokenSelector.select(delivery, callbacks), WorkKind.CALLBACK);
    }

    /** A name like {@code token} is too common to rival a callback id, unless its text is like a token. */
    private static boolean mayBeToken(TokenCandidate candidate) {
        boolean isNamed = candidate.isStrong() || candidate.context() != null || isOfEither(candidate);
        return candidate.kind() == TokenCandidate.Kind.SLIP
                || (candidate.isFilled() && (isNamed || TokenLike.isIn(candidate.value(), NO_TOKEN)));
    }

    private static boolean mayBeCallbackId(TokenCandidate candidate) {
        return candidate.isFilled() && CallbackId.isOne(candidate.value());
    }

    private List<TokenCandidate> of(WorkKind kind) {
        return delivery.candidates().stream()
                .filter(candidate -> delivery.rules().names().mark(kind, candidate))
                .toList();
    }

    /** A {@code callbackToken} that equals a strong name's text is of that one's kind. */
    private static List<TokenCandidate> withoutCopies(List<TokenCandidate> own, List<TokenCandidate> others) {
        return own.stream()
                .filter(candidate -> !isOfEither(candidate)
                        || others.stream()
                                .noneMatch(other -> other.isStrong()
                                        && other.isFilled()
                                        && other.value().equals(candidate.value())))
                .toList();
    }

    private static boolean isOfEither(TokenCandidate candidate) {
        return TokenName.isOfEither(candidate.place().name());
    }

    private AmbiguousTokenException ambiguous() {
        TokenCandidate task = first(tasks, KindSelector::mayBeToken);
        TokenCandidate callback = first(callbacks, KindSelector::mayBeCallbackId);
        if (task.equals(callback)) {
            return new AmbiguousTokenException("What stands at " + task.describe()
                    + " may be a task token or a callback id. Say which with"
                    + " CallbackReader.builder().callbackTokenIs(...), or read one kind only");
        }
        return new AmbiguousTokenException("The message may have a task token, at " + task.describe()
                + ", and a callback id, at " + callback.describe()
                + ". Say which is answered with CallbackReader.builder().reads(...)");
    }

    private static TokenCandidate first(List<TokenCandidate> candidates, Predicate<TokenCandidate> wanted) {
        return candidates.stream().filter(wanted).findFirst().orElseThrow();
    }
}
