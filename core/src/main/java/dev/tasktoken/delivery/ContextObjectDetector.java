package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonStreamContext;
import dev.tasktoken.internal.TokenName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Distinguishes a passed-on context object ({@code {Execution, State, StateMachine, Task: {Token}}}) from a business
 * object that happens to have a task with a token. Its name decides, or the keys beside {@code Task}, or that it holds
 * nothing else. The result is known when the object ends.
 */
final class ContextObjectDetector {
    private static final Set<String> SIBLINGS = Set.of("execution", "state", "statemachine");
    private static final String SIBLINGS_BEGIN = "eEsS_-";

    /** More than the scanner opens, in an event's detail, too. */
    private static final int DEPTHS = TokenScanner.MAX_CONTAINERS + 4;

    private final int[] keys = new int[DEPTHS];
    private final int[] keyFrom = new int[DEPTHS];
    private final boolean[] hasSibling = new boolean[DEPTHS];
    private final List<Suspect> suspects = new ArrayList<>();

    /** An object that may be one. */
    static final class Suspect {
        private final int candidate;
        private final int depth;
        private final JsonPointer place;
        private final boolean isNamed;
        private final int memberDepth;
        private final int from;
        private int to;

        private Suspect(int candidate, int depth, JsonPointer place, boolean isNamed, int memberDepth, int from) {
            this.candidate = candidate;
            this.depth = depth;
            this.place = place;
            this.isNamed = isNamed;
            this.memberDepth = memberDepth;
            this.from = from;
        }

        /** Which of the scanner's candidates it holds. */
        int candidate() {
            return candidate;
        }

        /** What is not payload if it is one. */
        JsonPointer place() {
            return place;
        }

        /** How many containers down the key is that is not payload. */
        int containers() {
            return memberDepth - 1;
        }

        /** The characters of that key and its value. */
        Span member() {
            return new Span(from, to);
        }
    }

    void open(int depth) {
        keys[depth] = 0;
        hasSibling[depth] = false;
    }

    void addKey(int depth, String name, int from) {
        keys[depth]++;
        keyFrom[depth] = from;
        hasSibling[depth] |= mayBeSibling(name) && SIBLINGS.contains(TokenName.normalized(name));
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
        JsonPointer notPayload = name == null ? place.head() : place.head().head();
        int memberDepth = name == null ? depth - 1 : depth - 2;
        suspects.add(new Suspect(candidate, depth - 1, notPayload, named, memberDepth, keyFrom[memberDepth]));
    }

    boolean hasSuspects() {
        return !suspects.isEmpty();
    }

    /**
     * Ends an object, and returns the suspects that turn out to be context objects.
     *
     * @param depth how deep the object's keys are
     * @param to where it ends
     */
    List<Suspect> close(int depth, int to) {
        List<Suspect> ended = new ArrayList<>();
        for (Suspect suspect : suspects) {
            if (suspect.memberDepth == depth - 1) {
                suspect.to = to;
            }
            if (suspect.depth == depth) {
                ended.add(suspect);
            }
        }
        suspects.removeAll(ended);
        ended.removeIf(suspect -> !isContext(suspect));
        return ended;
    }

    private boolean isContext(Suspect suspect) {
        int depth = suspect.depth;
        boolean holdsNothingElse = keys[depth] == 1 && keys[depth + 1] == 1;
        return suspect.isNamed || hasSibling[depth] || holdsNothingElse;
    }

    private static boolean isNamed(JsonStreamContext context, String name) {
        String key = context.inObject() ? context.getCurrentName() : null;
        return key != null && TokenName.normalized(key).equals(name);
    }
}
