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
}
