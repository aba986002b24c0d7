package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.JsonCodec;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.internal.LogText;
import dev.tasktoken.internal.TokenName;
import dev.tasktoken.internal.UnexpectedContent;
import java.io.IOException;
import java.io.StringReader;
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
    FoundId find(UnwrappedDelivery delivery);

    record ByName() implements TokenLocation {
        @Override
        public FoundId find(UnwrappedDelivery delivery) {
            return KindSelector.select(delivery);
        }
    }

    /** Tried on the outermost document first, then on what was inside it. */
    record At(JsonPointer pointer) implements TokenLocation {
        @Override
        public FoundId find(UnwrappedDelivery delivery) {
            if (delivery.problem() != null) {
                throw NotFoundReport.of(delivery, "the body cannot be read");
            }
            for (UnwrappedDelivery.Layer layer : delivery.layers()) {
                List<TokenCandidate> hits = hits(layer.document(), pointer);
                if (hits.isEmpty() && !layer.base().matches()) {
                    hits = hits(layer.document(), layer.base().append(pointer));
                }
                if (!hits.isEmpty()) {
                    return delivery.found(text(TokenSelector.only(delivery, hits), delivery));
                }
            }
            throw NotFoundReport.of(delivery, "no text at " + pointer);
        }

        /** What stands there without being a text was meant to be the token, so nothing takes its place. */
        private TokenCandidate text(TokenCandidate hit, UnwrappedDelivery delivery) {
            if (hit.kind() == TokenCandidate.Kind.NO_TEXT) {
                throw NotFoundReport.of(delivery, "no text at " + pointer);
            }
            return hit;
        }

        private static List<TokenCandidate> hits(JsonDocument document, JsonPointer pointer) {
            List<TokenCandidate> hits = new ArrayList<>();
            try {
                PointerWalk.Found found = PointerWalk.walk(document, pointer);
                if (found.isForked() && found.hits().size() == 1) {
                    throw new AmbiguousTokenException("A key on the way to " + pointer + " occurs twice");
                }
                for (PointerWalk.Hit hit : found.hits()) {
                    TokenCandidate.Place place =
                            new TokenCandidate.Place(hit.document(), hit.place(), "", hit.member());
                    hits.add(TokenCandidate.pointedAt(place, hit.text()));
                }
            } catch (IOException e) {
                return List.of();
            }
            return hits;
        }
    }

    record InAttribute(String name) implements TokenLocation {
        @Override
        public FoundId find(UnwrappedDelivery delivery) {
            List<TokenCandidate> hits = new ArrayList<>();
            for (Map<String, String> attributes : delivery.attributes()) {
                String value = attributes.get(name);
                if (value != null) {
                    hits.add(TokenCandidate.attribute(name, TokenName.STRONG, value));
                }
            }
            if (hits.isEmpty()) {
                throw NotFoundReport.of(delivery, "no message attribute named " + LogText.name(name));
            }
            return delivery.found(TokenSelector.only(delivery, hits));
        }
    }

    record By(TokenFinder finder) implements TokenLocation {
        /** By a function of the message as the codec binds it. */
        static <T> By bound(JsonCodec codec, Class<T> type, Function<? super T, @Nullable String> finder) {
            return new By(message -> {
                Object bound = codec.read(new StringReader(message.toString()), type);
                return bound == null ? null : finder.apply(type.cast(bound));
            });
        }

        @Override
        public FoundId find(UnwrappedDelivery delivery) {
            JsonNode tree = tree(delivery);
            String value;
            try {
                value = finder.find(tree);
            } catch (Exception e) {
                throw NotFoundReport.of(
                        delivery, "the caller's function threw " + e.getClass().getName());
            }
            if (value == null) {
                throw NotFoundReport.of(delivery, "the caller's function found none");
            }
            TokenCandidate.Place nowhere = new TokenCandidate.Place(null, JsonPointer.empty(), "", null);
            return delivery.found(TokenCandidate.pointedAt(nowhere, value));
        }

        private static JsonNode tree(UnwrappedDelivery delivery) {
            UnwrappedDelivery.Layer message = delivery.message();
            if (delivery.problem() != null) {
                return JsonNodeFactory.instance.textNode(message.document().text());
            }
            try {
                return message.document().tree().at(message.base());
            } catch (UnexpectedContent e) {
                throw new UnreadableDeliveryException(
                        "The message cannot be shown to the caller's function: " + e.what());
            } catch (IOException e) {
                throw new UnreadableDeliveryException("The message cannot be shown to the caller's function");
            }
        }
    }
}
