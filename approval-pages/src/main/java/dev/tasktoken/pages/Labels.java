package dev.tasktoken.pages;

import java.util.Locale;
import java.util.regex.Pattern;

/** Writes a program's names as people write them. */
final class Labels {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_.-]+");
    private static final Pattern BOUNDARY =
            Pattern.compile("[_.-]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    private Labels() {}

    /** {@code CustomerName} becomes "Customer name", {@code orderID} "Order ID"; what has a space stays as it is. */
    static String sentence(String name) {
        if (!NAME.matcher(name).matches()) {
            return name;
        }
        StringBuilder sentence = new StringBuilder();
        for (String word : BOUNDARY.split(name, -1)) {
            if (!word.isEmpty()) {
                sentence.append(sentence.length() == 0 ? capitalised(word) : " " + lowered(word));
            }
        }
        return sentence.length() == 0 ? name : sentence.toString();
    }

    private static String capitalised(String word) {
        int first = word.offsetByCodePoints(0, 1);
        return word.substring(0, first).toUpperCase(Locale.ROOT) + word.substring(first);
    }

    /** An abbreviation stays in capitals. */
    private static String lowered(String word) {
        boolean isAbbreviation = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
        return isAbbreviation ? word : word.toLowerCase(Locale.ROOT);
    }
}
