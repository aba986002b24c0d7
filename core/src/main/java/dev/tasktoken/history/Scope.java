package dev.tasktoken.history;

import org.jspecify.annotations.Nullable;

/**
 * A Parallel or Map state around an event.
 *
 * @param name the state's
 * @param index of the iteration; -1 in a Parallel state
 * @param entered the number of the event that the state was entered with
 */
record Scope(String name, int index, long entered) {
    /** For paths. */
    String label() {
        return index < 0 ? name : name + "[" + index + "]";
    }

    /** A scope that was left behind on the way back, until its entry is met. */
    static final class Search {
        private final String kind;
        private final @Nullable String name;
        private final int index;
        private final boolean isOver;
        private int others;

        private Search(Step step, boolean isOver) {
            this.kind = step.isIterationStarted() ? "Map" : step.kind();
            this.name = step.isIterationStarted() ? step.name() : null;
            this.index = step.index();
            this.isOver = isOver;
        }

        /** Begins a search where a scope's inside is left, and where one that had failed is met; else null. */
        static @Nullable Search beginningAt(Step step) {
            if (step.isScopeFailed()) {
                return new Search(step, true);
            }
            return step.isScopeStarted() || step.isIterationStarted() ? new Search(step, false) : null;
        }

        /** Whether this is the scope's entry. A state of the same kind that failed inside has an entry of its own. */
        boolean endsAt(Step step) {
            if (!step.kind().equals(kind)) {
                return false;
            }
            if (step.isScopeFailed() && name == null) {
                others++;
            } else if (step.isEntered()) {
                return name == null ? others-- == 0 : name.equals(step.name());
            }
            return false;
        }

        /** Whether the scope had failed, and what is looked at is not inside it. */
        boolean isOver() {
            return isOver;
        }

        Scope scope(Step entry) {
            return new Scope(String.valueOf(entry.name()), index, entry.id());
        }
    }
}
