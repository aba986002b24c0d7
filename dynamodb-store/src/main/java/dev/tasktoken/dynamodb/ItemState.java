package dev.tasktoken.dynamodb;

import dev.tasktoken.TaskToken;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item as it was a moment ago. Not a record, which would print the tokens. */
final class ItemState {
    private final @Nullable AttributeValue tokens;
    private final Optional<ItemDecision> recorded;
    private final boolean mayBeDecided;

    private ItemState(@Nullable AttributeValue tokens, Optional<ItemDecision> recorded, boolean mayBeDecided) {
        this.tokens = tokens;
        this.recorded = recorded;
        this.mayBeDecided = mayBeDecided;
    }

    static ItemState empty() {
        return new ItemState(null, Optional.empty(), false);
    }

    static ItemState of(Map<String, AttributeValue> item, ItemLayout layout) {
        Optional<String> status = layout.status().map(name -> RecordAttributes.textOf(item, name));
        boolean mayBeDecided = layout.waiting()
                .map(waiting -> Optional.of(waiting).equals(status))
                .orElse(true);
        return new ItemState(item.get(layout.token()), ItemDecision.read(item, layout.decision()), mayBeDecided);
    }

    /** The tokens as the item holds them, for a condition. */
    AttributeValue attribute() {
        return Objects.requireNonNull(tokens, "tokens");
    }

    /** The decision on the tokens that the item holds, or held last. */
    Optional<ItemDecision> decision() {
        return recorded.filter(decision -> !isEarlier(decision));
    }

    /** The decision on another attempt, which the next decision replaces. */
    Optional<ItemDecision> earlier() {
        return recorded.filter(this::isEarlier);
    }

    /** A list or a set grows, so a token that was added to it is not another attempt. */
    private boolean isEarlier(ItemDecision decision) {
        String text = tokens == null ? null : tokens.s();
        return text != null && !text.isEmpty() && decision.isEarlierThan(TaskToken.of(text));
    }

    boolean isWaiting() {
        return mayBeDecided && decision().isEmpty() && texts().findAny().isPresent();
    }

    boolean isDecidedBy(ItemDecision other) {
        return decision().map(ItemDecision::nonce).equals(Optional.of(other.nonce()));
    }

    /** A text, or a list or set of them. */
    List<TaskToken> tokens() {
        return texts().distinct().map(TaskToken::of).toList();
    }

    private Stream<String> texts() {
        if (tokens == null) {
            return Stream.empty();
        }
        Stream<String> list = tokens.l().stream().map(AttributeValue::s).filter(Objects::nonNull);
        return Stream.of(Stream.ofNullable(tokens.s()), tokens.ss().stream(), list)
                .flatMap(texts -> texts)
                .filter(text -> !text.isEmpty());
    }
}
