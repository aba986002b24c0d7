package dev.tasktoken;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonStreamContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tells a passed-on context object ({@code {Execution, State, StateMachine, Task: {Token}}}) from a business object
 * that happens to have a task with a token: by its name, by the keys beside {@code Task}, or because it holds nothing
 * else. Which of them it is, is known when it ends.
 */
final class ContextObjects {
    private static final Set<String> SIBLINGS = Set.of("execution", "state", "statemachine");
    private static final String SIBLINGS_BEGIN = "eEsS_-";
    private static final int DEEPEST = TokenScan.MAX_CONTAINERS + 4;

    private final int[] keys = new int[DEEPEST];
    private final boolean[] hasSibling = new boolean[DEEPEST];
    private final List<Suspect> suspects = new ArrayList<>();

    /**
     * An object that may be one.
     *
     * @param candidate which of the scan's candidates it holds
     * @param depth how deep its own keys are
     * @param place what is to be hidden if it is one
     * @param isNamed whether its name already says it
     */
    record Suspect(int candidate, int depth, JsonPointer place, boolean isNamed) {}

    void opened(int depth) {
        if (depth < DEEPEST) {
            keys[depth] = 0;
            hasSibling[depth] = false;
        }
    }

    void key(int depth, String name) {
        if (depth < DEEPEST) {
            keys[depth]++;
            hasSibling[depth] |= mayBeSibling(name) && SIBLINGS.contains(TokenName.normalized(name));
        }
    }

    /** Turns most keys away without building anything. */
    private static boolean mayBeSibling(String name) {
        return !name.isEmpty() && SIBLINGS_BEGIN.indexOf(name.charAt(0)) >= 0;
    }

    /** Takes note of a weak candidate if it is the {@code Token} of a {@code Task}. */
    void suspect(int candidate, int depth, JsonStreamContext task, JsonPointer place) {
        JsonStreamContext holder = task.getParent();
        if (!isNamed(task, "token") || holder == null || !isNamed(holder, "task")) {
            return;
        }
        JsonStreamContext around = holder.getParent();
        String name = around == null || !around.inObject() ? null : around.getCurrentName();
        boolean named = name != null && TokenName.normalized(name).endsWith("context");
        suspects.add(new Suspect(
                candidate, depth - 1, name == null ? place.head() : place.head().head(), named));
    }

    /** Those that turn out to be one when an object ends. */
    List<Suspect> closed(int depth) {
        if (suspects.isEmpty()) {
            return List.of();
        }
        List<Suspect> here =
                suspects.stream().filter(suspect -> suspect.depth() == depth).toList();
        if (here.isEmpty()) {
            return List.of();
        }
        suspects.removeAll(here);
        return here.stream().filter(this::isContext).toList();
    }

    private boolean isContext(Suspect suspect) {
        int depth = suspect.depth();
        boolean holdsNothingElse = keys[depth] == 1 && keys[depth + 1] == 1;
        return suspect.isNamed() || hasSibling[depth] || holdsNothingElse;
    }

    private static boolean isNamed(JsonStreamContext context, String name) {
        String key = context.inObject() ? context.getCurrentName() : null;
        return key != null && TokenName.normalized(key).equals(name);
    }
}
