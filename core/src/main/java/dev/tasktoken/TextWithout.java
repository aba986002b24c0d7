package dev.tasktoken;

import java.io.Reader;

/** Reads a text as if a part of it were not there, without copying it. */
final class TextWithout extends Reader {
    private final String text;
    private final int goneFrom;
    private final int goneTo;
    private int at;

    TextWithout(String text, int goneFrom, int goneTo) {
        this.text = text;
        this.goneFrom = goneFrom;
        this.goneTo = goneTo;
    }

    @Override
    public int read(char[] into, int offset, int length) {
        if (at == goneFrom) {
            at = goneTo;
        }
        int end = at < goneFrom ? goneFrom : text.length();
        int count = Math.min(length, end - at);
        if (count == 0) {
            return length == 0 ? 0 : -1;
        }
        text.getChars(at, at + count, into, offset);
        at += count;
        return count;
    }

    /** Does nothing. */
    @Override
    public void close() {}
}
