package dev.tasktoken.testkit;

import dev.tasktoken.testkit.internal.deliveries.ChildShapes;
import dev.tasktoken.testkit.internal.deliveries.ParentShapes;
import dev.tasktoken.testkit.internal.deliveries.PayloadShapes;
import dev.tasktoken.testkit.internal.deliveries.PlainShapes;
import dev.tasktoken.testkit.internal.deliveries.RivalShapes;
import dev.tasktoken.testkit.internal.deliveries.TokenlessShapes;
import dev.tasktoken.testkit.internal.deliveries.UnfitShapes;
import dev.tasktoken.testkit.internal.deliveries.WrappedShapes;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/**
 * The kit of deliveries: the ways in which task tokens arrive, good and bad, in one vocabulary for every adapter.
 *
 * <p>The shapes are bodies and text attributes only, so any transport can carry them. All tokens in them are
 * {@link TestTokens}. Stateless and thread-safe.
 *
 * <pre>{@code
 * for (DeliveryShape shape : DeliveryKit.all()) {
 *     shape.check(delivery -> myAdapter.read(delivery.body(), delivery.attributes()));
 * }
 * }</pre>
 */
public final class DeliveryKit {
    private static final List<DeliveryShape> ALL = Stream.of(
                    PlainShapes.all(),
                    PayloadShapes.all(),
                    WrappedShapes.all(),
                    RivalShapes.all(),
                    ParentShapes.all(),
                    ChildShapes.all(),
                    TokenlessShapes.all(),
                    UnfitShapes.all())
            .flatMap(List::stream)
            .map(DeliveryShape::of)
            .toList();

    private DeliveryKit() {}

    /**
     * Returns every shape.
     *
     * @return the shapes, always in the same order, unmodifiable
     */
    public static List<DeliveryShape> all() {
        return ALL;
    }

    /**
     * Returns the shapes whose token must be found.
     *
     * @return the shapes whose {@link DeliveryShape#expected()} is {@link DeliveryShape.Found}
     */
    public static List<DeliveryShape> readable() {
        return ALL.stream()
                .filter(shape -> shape.expected() instanceof DeliveryShape.Found)
                .toList();
    }

    /**
     * Returns the shapes that must be refused.
     *
     * @return the shapes whose {@link DeliveryShape#expected()} is {@link DeliveryShape.Refused}
     */
    public static List<DeliveryShape> refused() {
        return ALL.stream()
                .filter(shape -> shape.expected() instanceof DeliveryShape.Refused)
                .toList();
    }

    /**
     * Returns one shape.
     *
     * @param name its name
     * @return the shape
     * @throws NoSuchElementException if none has that name
     */
    public static DeliveryShape named(String name) {
        return ALL.stream()
                .filter(shape -> shape.name().equals(name))
                .findAny()
                .orElseThrow(() -> new NoSuchElementException("No shape is named '" + name + "'"));
    }
}
