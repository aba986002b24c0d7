package dev.tasktoken.lambda;

import dev.tasktoken.pending.RecordedDecision;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The pages of all outcomes, with their statuses. */
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
        return Page.withText(200, "Thank you", decided.done());
    }

    static Page recorded(Confirmation decided) {
        return Page.withText(
                202,
                "Your answer is recorded",
                decided.done()
                        + " The workflow could not be notified yet; open this link again in a minute to make sure.");
    }

    /**
     * Describes an earlier decision.
     *
     * @param what the caller's text
     */
    static Page decidedBefore(String what, RecordedDecision recorded) {
        return Page.withText(409, "This was answered already", what + " Answered on " + minutes(recorded.at()) + ".");
    }

    static Page tooLate() {
        return Page.withText(
                410,
                "Nobody waits for this answer any more",
                "The workflow was stopped, timed out, or asked again. Nothing was changed.");
    }

    static Page earlierAttempt() {
        return Page.withText(
                410,
                "This link is out of date",
                "The question was asked again, and you received a new link for it. Nothing was changed.");
    }

    static Page expired(Instant at) {
        return Page.withText(
                410, "This link has expired", "It was valid until " + minutes(at) + ". Nothing was changed.");
    }

    static Page invalidLink() {
        return Page.withText(
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

    /** After a failed POST: the answer may have been recorded before the failure. */
    static Page unknown(int status) {
        Page page = Page.withText(
                status,
                "It is not known whether this was answered",
                "Please open the link again in a moment: it shows what was decided, or asks again.");
        return status == 503 ? page.withHeader("Retry-After", SECONDS) : page;
    }

    static Page broken() {
        return Page.withText(
                500,
                "This cannot be answered",
                "Something must be repaired first; please contact the sender of the link. Nothing was changed.");
    }

    static Page methodNotAllowed() {
        return Page.withText(405, "That is not how this page works", "Open the link that you got in a browser.")
                .withHeader("Allow", "GET, HEAD, POST");
    }

    private static Page later(String title) {
        return Page.withText(503, title, "Please try again in a moment. Nothing was changed.")
                .withHeader("Retry-After", SECONDS);
    }

    private static String minutes(Instant at) {
        return MINUTES.format(at);
    }
}
