package dev.tasktoken.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.testkit.DeliveryShape;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which shapes of the kit a form can carry at all, and by what rule it cannot carry the others. */
enum Carries {
    /** A call of an API. */
    EVERYTHING {
        @Override
        Optional<String> obstacle(DeliveryShape shape) {
            return Optional.empty();
        }
    },

    /** A payload as text, bytes or a stream. */
    BODIES {
        @Override
        Optional<String> obstacle(DeliveryShape shape) {
            return shape.attributes().isEmpty()
                    ? Optional.empty()
                    : Optional.of("a payload has no attributes beside it");
        }
    },

    /** A tree. */
    TREES {
        @Override
        Optional<String> obstacle(DeliveryShape shape) {
            return BODIES.obstacle(shape)
                    .or(() -> tree(shape) == null
                            ? Optional.of("a tree is made of JSON, and has no key twice")
                            : Optional.empty());
        }
    },

    /** A map. */
    OBJECTS {
        @Override
        Optional<String> obstacle(DeliveryShape shape) {
            return TREES.obstacle(shape).or(() -> {
                JsonNode tree = tree(shape);
                return tree == null || !tree.isObject()
                        ? Optional.of("a map is made of a JSON object")
                        : Optional.empty();
            });
        }
    },

    /** The detail of an event. */
    DETAILS {
        @Override
        Optional<String> obstacle(DeliveryShape shape) {
            return OBJECTS.obstacle(shape)
                    .or(() -> isEnvelope(tree(shape))
                            ? Optional.of("an envelope is opened around an event, not inside its detail")
                            : Optional.empty());
        }
    };

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Why a form cannot carry a shape; empty if it can. */
    abstract Optional<String> obstacle(DeliveryShape shape);

    private static boolean isEnvelope(@Nullable JsonNode tree) {
        return tree != null && (tree.has("Type") || tree.has("detail-type"));
    }

    private static @Nullable JsonNode tree(DeliveryShape shape) {
        try {
            JsonNode tree = JSON.readTree(shape.body());
            return tree.isMissingNode() ? null : tree;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
