package dev.tasktoken.pages;

import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Texts in a reader's language, as HTML, and times in the caller's zone, seen from one moment. */
record Texts(Wording wording, Locale language, ZoneId zone, Instant now) {
    private static final Duration SOON = Duration.ofHours(24);

    String tag() {
        return language.toLanguageTag();
    }

    String direction() {
        return wording.get("direction").equals("rtl") ? "rtl" : "ltr";
    }

    /** As plain text, for what is escaped later. */
    String plain(String key) {
        return wording.get(key);
    }

    /**
     * Returns a text as HTML.
     *
     * @param key the text's
     * @param html what stands in it, escaped already
     */
    String html(String key, Object... html) {
        return new MessageFormat(escaped(wording.get(key)), language).format(html);
    }

    /** The bundle's texts are ours or the caller's, but need no entities: only markup would be one. */
    private static String escaped(String pattern) {
        return pattern.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** A moment, for people and for programs. */
    String time(Instant at) {
        String shown = DateTimeFormatter.ofPattern(wording.get("date"), language)
                .withZone(zone)
                .format(at);
        return "<time datetime=\"" + at + "\">" + Html.text(shown) + "</time>";
    }

    /** How long ago something was. */
    String ago(Instant at) {
        return html("ago", length(Duration.between(at, now)));
    }

    /** How long there is until a moment, or that it is over. */
    String left(Instant until) {
        return now.isBefore(until) ? html("left", length(Duration.between(now, until))) : html("over");
    }

    boolean isSoon(Instant until) {
        return Duration.between(now, until).compareTo(SOON) < 0;
    }

    /** In its largest unit: people plan by days, or by hours, not by both. */
    private String length(Duration time) {
        if (time.toDays() >= 2) {
            return html("days", time.toDays());
        }
        if (time.toHours() >= 2) {
            return html("hours", time.toHours());
        }
        long minutes = time.toMinutes();
        return minutes <= 1 ? html("minute") : html("minutes", minutes);
    }
}
