package dev.tasktoken.testkit;

import dev.tasktoken.testkit.internal.engine.Engine;
import java.util.Optional;

/** Shows a type that is not API, as nothing in the testkit may. */
public final class Offender {
    private Offender() {}

    public static Optional<Engine> engine() {
        return Optional.empty();
    }
}
