package dev.tasktoken.pages;

import dev.tasktoken.pending.DecisionOutcome;
import java.time.Instant;

/** The pages that say what did not happen, and why. */
record Notice(Frame frame) {
    private static final String SECONDS = "10";

    WebResponse invalidLink() {
        return page(403, "invalid", Icon.LINK, "bad");
    }

    WebResponse expired(Instant at) {
        return page(410, "expired", Icon.CLOCK, "warn", frame.texts().time(at));
    }

    WebResponse earlierAttempt() {
        return page(410, "earlier", Icon.CLOCK, "warn");
    }

    WebResponse tooLate() {
        return page(410, "late", Icon.CLOCK, "warn");
    }

    WebResponse notPending() {
        return page(503, "absent", Icon.CLOCK, "warn").withHeader("Retry-After", SECONDS);
    }

    WebResponse unavailable() {
        return page(503, "unavailable", Icon.ALERT, "warn").withHeader("Retry-After", SECONDS);
    }

    /** After a failed POST: the answer may have been recorded before the failure. */
    WebResponse unknown(int status) {
        WebResponse page = page(status, "unknown", Icon.ALERT, "warn");
        return status == 503 ? page.withHeader("Retry-After", SECONDS) : page;
    }

    WebResponse broken() {
        return page(500, "broken", Icon.ALERT, "bad");
    }

    WebResponse refused() {
        return page(403, "refused", Icon.CROSS, "bad");
    }

    /** A vote that does not count. */
    WebResponse refused(DecisionOutcome.VoteRefused.Reason reason) {
        return switch (reason) {
            case REQUESTER -> page(403, "own", Icon.CROSS, "warn");
            case VOTED_BEFORE -> page(409, "again", Icon.CHECK, "good");
            case NOTHING_TO_WITHDRAW -> page(409, "unvoted", Icon.CHECK, "warn");
            case NOT_NAMED, NOT_AN_APPROVER, NO_POLICY, LOG_FULL -> refused();
        };
    }

    WebResponse absent() {
        return page(404, "gone", Icon.ALERT, "warn");
    }

    WebResponse stale() {
        return page(403, "stale", Icon.CLOCK, "warn");
    }

    WebResponse methodNotAllowed() {
        return page(405, "method", Icon.ALERT, "warn").withHeader("Allow", "GET, HEAD, POST");
    }

    WebResponse unreadable(int status) {
        return page(status, status == 413 ? "large" : "form", Icon.ALERT, "bad");
    }

    private WebResponse page(int status, String key, Icon icon, String kind, Object... html) {
        Texts texts = frame.texts();
        String body = """
                <div class="card outcome">
                <span class="mark %s">%s</span>
                <h1>%s</h1>
                <p class="lead">%s</p>
                </div>
                """.formatted(kind, icon.html(), texts.html(key + ".title"), texts.html(key + ".text", html));
        return frame.page(status, texts.plain(key + ".title"), body);
    }
}
