package dev.tasktoken.testkit.internal.expressions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A context object that is made when something asks for it: most states do not. Guarded by the engine's lock. */
final class LazyContext {
    private final Supplier<ObjectNode> maker;
    private @Nullable ObjectNode made;

    LazyContext(Supplier<ObjectNode> maker) {
        this.maker = maker;
    }

    ObjectNode get() {
        if (made == null) {
            made = maker.get();
        }
        return made;
    }
}
