package dev.tasktoken;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
            return TokenChoice.among(delivery.candidates(), delivery);
        }
    }

    /** Tried on the outermost document first, then on what was inside it. */
    record At(JsonPointer pointer) implements TokenLocation {
        @Override
        public TokenCandidate find(OpenedDelivery delivery) {
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
                throw KeysLookedAt.notFound(delivery, "no message attribute named " + Printable.text(name, 80));
            }
            return TokenChoice.among(hits, delivery);
        }
    }

    record By(Function<JsonNode, @Nullable String> function) implements TokenLocation {
        @Override
        public TokenCandidate find(OpenedDelivery delivery) {
            String value;
            try {
                value = function.apply(tree(delivery));
            } catch (IOException | RuntimeException e) {
                throw KeysLookedAt.notFound(
                        delivery, "the caller's function threw " + e.getClass().getName());
            }
            if (value == null) {
                throw KeysLookedAt.notFound(delivery, "the caller's function found none");
            }
            return new TokenCandidate(
                    null, JsonPointer.empty(), "", TokenCandidate.OWN_KEY, TokenName.STRONG, null, value, true);
        }

        private static JsonNode tree(OpenedDelivery delivery) throws IOException {
            OpenedDelivery.Layer message = delivery.message();
            return delivery.mapper().readTree(message.document().text()).at(message.base());
        }
    }
}
