package dev.tasktoken.fuzz;

import java.util.List;

/** Decisions made of a fuzzer's bytes, one byte each. When they are used up, each decision is the first one. */
final class Draw {
    private final byte[] bytes;
    private int at;

    Draw(byte[] bytes) {
        this.bytes = bytes;
    }

    int below(int bound) {
        return at < bytes.length ? (bytes[at++] & 0xff) % bound : 0;
    }

    <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** A text of as many bytes as are left, up to this many. A byte is a character. */
    String text(int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = below(longest + 1); i > 0 && at < bytes.length; i--) {
            text.append((char) (bytes[at++] & 0xff));
        }
        return text.toString();
    }
}
