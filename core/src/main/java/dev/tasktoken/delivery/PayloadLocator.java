package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.JsonPointer;
import dev.tasktoken.internal.LogText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the payload: what stands beside the token or, where the caller names a pointer, what is there. */
final class PayloadLocator {
    private final UnwrappedDelivery delivery;
    private final TokenCandidate token;

    PayloadLocator(UnwrappedDelivery delivery, TokenCandidate token) {
        this.delivery = delivery;
        this.token = token;
    }

    /**
     * Finds it.
     *
     * @throws InvalidPayloadException if there is none, or two could be it
     */
    PayloadText find() {
        if (delivery.isPointer()) {
            throw new InvalidPayloadException("There is no payload: " + delivery.problem());
        }
        JsonPointer pointer = delivery.rules().payloadAt();
        return pointer == null ? beside() : at(pointer);
    }

    private PayloadText beside() {
        JsonDocument document = token.place().document();
        if (document == null) {
            UnwrappedDelivery.Layer message = delivery.message();
            return in(message.document(), message.base());
        }
        JsonPointer member = token.context() == null
                ? token.place().pointer()
                : token.context().place();
        if (member.matches()) {
            throw new InvalidPayloadException("The message is the token and nothing else, so there is no payload");
        }
        return in(document, member.head());
    }

    private PayloadText in(JsonDocument document, JsonPointer root) {
        if (root.matches()) {
            return without(document, document.span());
        }
        PayloadText found = onlyOne(document, root, root);
        if (found == null) {
            throw new InvalidPayloadException("There is no payload at " + LogText.path(root, 200));
        }
        return found;
    }

    private PayloadText at(JsonPointer pointer) {
        for (UnwrappedDelivery.Layer layer : delivery.layers()) {
            PayloadText found = onlyOne(layer.document(), pointer, pointer);
            if (found == null && layer.isEvent()) {
                found = onlyOne(layer.document(), layer.base().append(pointer), pointer);
            }
            if (found != null) {
                return found;
            }
        }
        throw new InvalidPayloadException("There is no payload at " + pointer);
    }

    /** A key that occurs twice on the way leaves open which of the two is meant. */
    private @Nullable PayloadText onlyOne(JsonDocument document, JsonPointer pointer, JsonPointer shown) {
        try {
            PointerWalk.Found found = PointerWalk.walk(document, pointer);
            if (found.hits().isEmpty()) {
                return null;
            }
            if (found.isForked()) {
                throw new InvalidPayloadException("There are two payloads at " + LogText.path(shown, 200));
            }
            PointerWalk.Hit only = found.hits().get(0);
            return without(only.document(), only.value());
        } catch (IOException e) {
            return null;
        }
    }

    private PayloadText without(JsonDocument document, Span payload) {
        List<Span> members = new ArrayList<>();
        add(members, token, document);
        for (TokenCandidate candidate : delivery.candidates()) {
            if (candidate.value().equals(token.value()) || isEmptyNameOfOtherKind(candidate)) {
                add(members, candidate, document);
            }
        }
        for (ContextObject context : delivery.contexts()) {
            if (context.document() == document) {
                members.add(context.member());
            }
        }
        return PayloadText.of(document, payload, members);
    }

    /** Senders that answer either kind may write both names, one of them without a text. */
    private boolean isEmptyNameOfOtherKind(TokenCandidate candidate) {
        return delivery.rules().names().areOfBoth() && candidate.isStrong() && !candidate.isFilled();
    }

    private static void add(List<Span> members, TokenCandidate candidate, JsonDocument document) {
        Span member = candidate.place().member();
        if (member != null && candidate.place().document() == document) {
            members.add(member);
        }
    }
}
