package dev.tasktoken;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where the token is: searched for by its name, or where the caller says. */
sealed interface TokenLocation {
    /**
     * Finds the token.
     *
     * @throws TokenNotFoundException if it is not there
     * @throws AmbiguousTokenException if two different values could be it
     */
    TokenCandidate find(OpenedDelivery delivery);

    record ByName() implements TokenLocation {
        @Override
        public TokenCandidate find(OpenedDelivery delivery) {
            TokenCandidate best = TokenChoice.among(delivery.candidates(), delivery);
            if (delivery.hasUnseenRivalsOf(best)) {
                throw new AmbiguousTokenException(
                        "The message has more keys that could be its task token, or more JSON"
                                + " texts, than are looked at. Say where the token is with CallbackReader.builder().tokenAt(...)");
            }
            return best;
        }
    }

    /** Tried on the outermost document first, then on what was inside it. */
    record At(JsonPointer pointer) implements TokenLocation {
        @Override
        public TokenCandidate find(OpenedDelivery delivery) {
            if (delivery.problem() != null) {
                throw KeysLookedAt.notFound(delivery, "the body cannot be read");
            }
            for (OpenedDelivery.Layer layer : delivery.layers()) {
                List<TokenCandidate> hits = hits(delivery, layer.document(), pointer);
                if (hits.isEmpty() && !layer.base().matches()) {
                    hits = hits(delivery, layer.document(), layer.base().append(pointer));
                }
                if (!hits.isEmpty()) {
                    return TokenChoice.among(hits, delivery);
                }
            }
            throw KeysLookedAt.notFound(delivery, "no text at " + pointer);
        }

        private static List<TokenCandidate> hits(OpenedDelivery delivery, JsonDocument document, JsonPointer pointer) {
            List<TokenCandidate> hits = new ArrayList<>();
            try {
                PointerWalk.walk(delivery.mapper(), document, pointer, (inside, place, parser) -> {
                    if (parser.currentToken() == JsonToken.VALUE_STRING) {
                        hits.add(new TokenCandidate(
                                inside,
                                place,
                                "",
                                TokenCandidate.OWN_KEY,
                                TokenName.STRONG,
                                null,
                                parser.getText(),
                                true));
                    }
                });
            } catch (IOException e) {
                return List.of();
            }
            return hits;
        }
    }

    record InAttribute(String name) implements TokenLocation {
        @Override
        public TokenCandidate find(OpenedDelivery delivery) {
            List<TokenCandidate> hits = new ArrayList<>();
            for (Map<String, String> attributes : delivery.attributes()) {
                String value = attributes.get(name);
                if (value != null) {
                    hits.add(TokenCandidate.attribute(name, value));
                }
            }
            if (hits.isEmpty()) {
                throw KeysLookedAt.notFound(delivery, "no message attribute named " + Printable.name(name));
            }
            return TokenChoice.among(hits, delivery);
        }
    }

    record By(TokenFinder finder) implements TokenLocation {
        @Override
        public TokenCandidate find(OpenedDelivery delivery) {
            JsonNode tree = tree(delivery);
            String value;
            try {
                value = finder.find(tree);
            } catch (Exception e) {
                throw KeysLookedAt.notFound(
                        delivery, "the caller's function threw " + e.getClass().getName());
            }
            if (value == null) {
                throw KeysLookedAt.notFound(delivery, "the caller's function found none");
            }
            return new TokenCandidate(
                    null, JsonPointer.empty(), "", TokenCandidate.OWN_KEY, TokenName.STRONG, null, value, true);
        }

        private static JsonNode tree(OpenedDelivery delivery) {
            OpenedDelivery.Layer message = delivery.message();
            if (delivery.problem() != null) {
                return JsonNodeFactory.instance.textNode(message.document().text());
            }
            try {
                return message.document().tree(delivery.mapper()).at(message.base());
            } catch (UnexpectedContent e) {
                throw new UnreadableDeliveryException(
                        "The message cannot be shown to the caller's function: " + e.what());
            } catch (IOException e) {
                throw new UnreadableDeliveryException("The message cannot be shown to the caller's function");
            }
        }
    }
}
