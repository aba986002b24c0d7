package dev.tasktoken.testkit.internal.values;

import java.util.Collection;
import java.util.stream.Stream;

/** Finds the name that someone meant. */
public final class SimilarName {
    private static final int MOST_EDITS = 2;

    private SimilarName() {}

    /**
     * The end of a message about an unknown name: which known one it is like, or nothing. Alike are names of which at
     * most two letters are changed, added or left out.
     */
    public static String suggestion(String name, Collection<String> known) {
        return Stream.iterate(1, edits -> edits <= MOST_EDITS, edits -> edits + 1)
                .filter(edits -> edits < name.length())
                .flatMap(edits -> known.stream().sorted().filter(other -> isWithin(edits, name, other)))
                .findFirst()
                .map(meant -> ", did you mean '" + meant + "'")
                .orElse("");
    }

    private static boolean isWithin(int edits, String a, String b) {
        int same = 0;
        while (same < a.length() && same < b.length() && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        if (same == a.length() || same == b.length()) {
            return a.length() + b.length() - 2 * same <= edits;
        }
        String restA = a.substring(same + 1);
        String restB = b.substring(same + 1);
        return edits > 0
                && (isWithin(edits - 1, restA, restB)
                        || isWithin(edits - 1, restA, b.substring(same))
                        || isWithin(edits - 1, a.substring(same), restB));
    }
}
