package dev.tasktoken.delivery;

import java.io.Reader;
import java.util.List;

/** Reads the parts of a text one behind the other, without copying them together: a payload without its token. */
final class PartsReader extends Reader {
    private final String text;
    private final List<Span> parts;
    private int part;
    private int at;

    PartsReader(String text, List<Span> parts) {
        this.text = text;
        this.parts = parts;
        this.at = parts.get(0).from();
    }

    @Override
    public int read(char[] into, int offset, int length) {
        while (at == parts.get(part).to()) {
            if (part == parts.size() - 1) {
                return length == 0 ? 0 : -1;
            }
            at = parts.get(++part).from();
        }
        int count = Math.min(length, parts.get(part).to() - at);
        text.getChars(at, at + count, into, offset);
        at += count;
        return count;
    }

    /** Does nothing. */
    @Override
    public void close() {}
}
