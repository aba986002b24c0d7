package dev.tasktoken.lambda;

import dev.tasktoken.pending.RecordedDecision;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a person is told, and under which status. */
final class Pages {
    private static final String SECONDS = "10";
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Pages() {}

    static Page question(Confirmation asked) {
        return Page.of(200, asked.question(), Html.details(asked.details()) + Html.button(asked.button()));
    }

    static Page done(Confirmation decided) {
        return Page.saying(200, "Thank you", decided.done());
    }

    static Page recorded(Confirmation decided) {
        return Page.saying(
                202,
                "Your answer is recorded",
                decided.done() + " The workflow could not be told yet; open this link again in a minute to make sure.");
    }

    /**
     * Tells what was decided.
     *
     * @param what in the caller's words
     */
    static Page decidedBefore(String what, RecordedDecision recorded) {
        return Page.saying(409, "This was answered already", what + " Answered on " + minutes(recorded.at()) + ".");
    }

    static Page tooLate() {
        return Page.saying(
                410,
                "Nobody waits for this answer any more",
                "The workflow was stopped, timed out, or asked again. Nothing was changed.");
    }

    static Page earlierAttempt() {
        return Page.saying(
                410,
                "This link is out of date",
                "The question was asked again since, and you were sent a new link for it. Nothing was changed.");
    }

    static Page expired(Instant at) {
        return Page.saying(
                410, "This link has expired", "It was valid until " + minutes(at) + ". Nothing was changed.");
    }

    static Page forged() {
        return Page.saying(
                403,
                "This link is not valid",
                "It may have been cut or changed on its way. Open it again from the message that you got."
                        + " Nothing was changed.");
    }

    static Page notPending() {
        return later("This question is not ready yet, or was answered long ago");
    }

    static Page unavailable() {
        return later("This cannot be answered right now");
    }

    /** After a press: what failed may have failed after the answer was recorded. */
    static Page unknown(int status) {
        Page page = Page.saying(
                status,
                "It is not known whether this was answered",
                "Please open the link again in a moment: it tells what is decided, or asks again.");
        return status == 503 ? page.withHeader("Retry-After", SECONDS) : page;
    }

    static Page broken() {
        return Page.saying(
                500,
                "This cannot be answered",
                "Something must be repaired first; please tell whoever sent you the link. Nothing was changed.");
    }

    static Page methodNotAllowed() {
        return Page.saying(405, "That is not how this page works", "Open the link that you got in a browser.")
                .withHeader("Allow", "GET, HEAD, POST");
    }

    private static Page later(String title) {
        return Page.saying(503, title, "Please try again in a moment. Nothing was changed.")
                .withHeader("Retry-After", SECONDS);
    }

    private static String minutes(Instant at) {
        return MINUTES.format(at);
    }
}
