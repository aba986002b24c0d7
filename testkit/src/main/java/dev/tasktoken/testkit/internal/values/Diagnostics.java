package dev.tasktoken.testkit.internal.values;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Collects the problems of one definition, so that all of them are named at once. For one thread. */
public final class Diagnostics {
    private final Set<Diagnostic> found = new LinkedHashSet<>();

    public void add(Diagnostic diagnostic) {
        found.add(diagnostic);
    }

    /** Reads one part of the definition; a problem that ends its reading is kept, and the other parts can be read. */
    public <T> Optional<T> attempt(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (ServiceErrorException e) {
            found.addAll(e.diagnostics());
            return Optional.empty();
        }
    }

    /**
     * Ends the reading.
     *
     * @throws ServiceErrorException if there was a problem, with all of them
     */
    public void refuseAny() {
        if (!found.isEmpty()) {
            throw ServiceErrorException.invalidDefinition(List.copyOf(found));
        }
    }
}
