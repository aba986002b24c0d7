package dev.tasktoken.delivery;

import java.io.Reader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The message's JSON text where the payload is, without what is not payload: the token, its equal copies and passed-on
 * context objects. Whole members are left out, each with one comma, so what remains is JSON again. Numbers stay as they
 * were written.
 */
final class PayloadText {
    private final JsonDocument document;
    private final String text;
    private final List<Span> parts;

    private PayloadText(JsonDocument document, List<Span> parts) {
        this.document = document;
        this.text = document.text();
        this.parts = parts;
    }

    /**
     * Makes one.
     *
     * @param document the text, which is JSON if anything is to be left out
     * @param payload where in it the payload is
     * @param members those that are not payload; none overlaps another in part
     */
    static PayloadText of(JsonDocument document, Span payload, List<Span> members) {
        List<Span> parts = new ArrayList<>();
        int from = payload.from();
        for (Span member : inOrder(members)) {
            if (payload.contains(member) && member.from() >= from) {
                parts.add(new Span(from, member.from()));
                from = member.to();
            }
        }
        parts.add(new Span(from, payload.to()));
        return new PayloadText(document, parts.size() == 1 ? parts : withoutCommas(document.text(), parts));
    }

    /** By their beginnings, and of two that begin together the longer one first. Most messages have one. */
    private static List<Span> inOrder(List<Span> members) {
        if (members.size() < 2) {
            return members;
        }
        List<Span> sorted = new ArrayList<>(members);
        sorted.sort(Comparator.comparingInt(Span::from).thenComparing(Span::to, Comparator.reverseOrder()));
        return sorted;
    }

    /** Whether the document came as text, or as bytes that are UTF-8. */
    boolean isUtf8() {
        return document.isUtf8();
    }

    Reader reader() {
        return new PartsReader(text, parts);
    }

    @Override
    public String toString() {
        StringBuilder remaining = new StringBuilder();
        parts.forEach(part -> remaining.append(text, part.from(), part.to()));
        return parts.size() == 1 ? remaining.toString() : remaining.toString().strip();
    }

    /** Where a member is gone, one of the commas around it goes, too. */
    private static List<Span> withoutCommas(String text, List<Span> parts) {
        List<Span> joined = new ArrayList<>();
        joined.add(parts.get(0));
        for (Span next : parts.subList(1, parts.size())) {
            int comma = firstNotBlank(text, next);
            if (comma < next.to() && text.charAt(comma) == ',') {
                joined.add(new Span(comma + 1, next.to()));
            } else {
                removeLastComma(text, joined);
                joined.add(next);
            }
        }
        return joined;
    }

    /** The last character that is not blank, if that is a comma; it may stand some parts before. */
    private static void removeLastComma(String text, List<Span> parts) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            Span part = parts.get(i);
            int at = lastNotBlank(text, part);
            if (at >= part.from()) {
                if (text.charAt(at) == ',') {
                    parts.set(i, new Span(part.from(), at));
                }
                return;
            }
        }
    }

    private static int lastNotBlank(String text, Span part) {
        int at = part.to() - 1;
        while (at >= part.from() && text.charAt(at) <= ' ') {
            at--;
        }
        return at;
    }

    private static int firstNotBlank(String text, Span part) {
        int at = part.from();
        while (at < part.to() && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }
}
