package dev.tasktoken.internal;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Texts that came from outside, made fit for a message: short, and without control characters. */
public final class LogText {
    /** No key of a definition is longer. What is, is data: a map's key, and perhaps a token. */
    private static final int LONGEST_NAME = 40;

    /** Too little of a long name to be one, or to be found by who looks for one. */
    private static final int SHOWN_OF_LONG_NAME = 12;

    private LogText() {}

    /** A key, or the name of a message attribute. */
    public static String name(String name) {
        return text(name, name.length() <= LONGEST_NAME ? LONGEST_NAME : SHOWN_OF_LONG_NAME);
    }

    /** A JSON Pointer, made of keys; in words where it is the empty one. */
    public static String path(JsonPointer pointer, int longest) {
        if (pointer.matches()) {
            return "the root";
        }
        String path =
                Stream.of(pointer.toString().split("/", -1)).map(LogText::name).collect(Collectors.joining("/"));
        return text(path, longest);
    }

    public static String text(String text, int longest) {
        String shown = text.length() <= longest ? text : TextCut.head(text, longest) + "...";
        for (int i = 0; i < shown.length(); i++) {
            if (Character.isISOControl(shown.charAt(i))) {
                return withoutControls(shown);
            }
        }
        return shown;
    }

    private static String withoutControls(String text) {
        StringBuilder shown = new StringBuilder(text);
        for (int i = 0; i < shown.length(); i++) {
            if (Character.isISOControl(shown.charAt(i))) {
                shown.setCharAt(i, '?');
            }
        }
        return shown.toString();
    }
}
