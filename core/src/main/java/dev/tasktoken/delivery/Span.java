package dev.tasktoken.delivery;

/**
 * A part of a text.
 *
 * @param from the index of its first character
 * @param to the index behind its last one
 */
record Span(int from, int to) {
    boolean contains(Span other) {
        return from <= other.from && other.to <= to;
    }
}
