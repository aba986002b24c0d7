package dev.tasktoken.pending;

import dev.tasktoken.CallbackId;
import dev.tasktoken.FakeCallbacks;
import dev.tasktoken.FakeSfn;
import dev.tasktoken.Responder;
import dev.tasktoken.Responders;
import dev.tasktoken.Tokens;
import dev.tasktoken.pending.internal.PageCursor;
import dev.tasktoken.service.PausedWork;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One task in each condition, as this version stores it: what {@link GoldenFilesTest} keeps. */
final class GoldenScene {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    static final CallbackId CALLBACK = CallbackId.of("Q2FsbGJhY2s6Z29sZGVuLWZpbGVz");

    private static final Decision YES = new Decision.Success("\"yes\"");

    private final FakeSfn sfn = new FakeSfn();
    private final Placing store = new Placing();
    private final PendingTasks pending = PendingTasks.builder(responder(sfn, new FakeCallbacks()), store)
            .clock(() -> NOW)
            .build();

    /** Remembers the texts and places of all records that there are. */
    private static final class Placing extends RecordedStore {
        private final Map<String, String> lines = new TreeMap<>();

        private Placing() {
            super(() -> NOW);
        }

        @Override
        public boolean create(Key key, String text, Duration keep, Optional<ListPlace> place) {
            boolean created = super.create(key, text, keep, place);
            if (created) {
                lines.put(
                        name(key),
                        place.map(p -> p.at().toString()).orElse("") + "\t"
                                + place.flatMap(ListPlace::until)
                                        .map(Instant::toString)
                                        .orElse("")
                                + "\t" + text);
            }
            return created;
        }

        @Override
        public void delete(Key key) {
            super.delete(key);
            lines.remove(name(key));
        }

        private static String name(Key key) {
            return key.area() + "\t" + key.id() + "\t" + key.name();
        }
    }

    private GoldenScene() {}

    static Responder<PausedWork> responder(FakeSfn tasks, FakeCallbacks callbacks) {
        return Responder.both(Responders.impatient(tasks).build(), callbacks.responder());
    }

    /** A task in each condition. */
    static GoldenScene conditions() {
        GoldenScene scene = new GoldenScene();
        scene.park();
        return scene;
    }

    /**
     * Votes and their decisions, what is marked when another call than the one that decided sends the answer, a
     * callback, and a task that waits for an event: under another name than when the first file was written.
     */
    static GoldenScene votesAndMarks() {
        GoldenScene scene = new GoldenScene();
        scene.withdrawal();
        scene.decisionOfVotes();
        scene.rejection();
        scene.answerOfAnother();
        scene.taskOfAnEvent();
        scene.pending.park("callback", CALLBACK);
        return scene;
    }

    private void park() {
        pending.park("waiting", Tokens.token(1), full());
        pending.note("waiting", Tokens.token(1).fingerprint(), "reminder");
        pending.park("succeeded", Tokens.token(2));
        pending.succeed("succeeded", Map.of("approved", true));
        pending.park("failed", Tokens.token(3));
        pending.fail("failed", "Declined", "too expensive");
        pending.park("undelivered", Tokens.token(4));
        sfn.says(FakeSfn.error("ServiceUnavailable", 503));
        pending.succeed("undelivered", "late");
        vote();
        pending.signal("job-1", new Decision.Success("\"completed\""));
        pending.park("forgotten", Tokens.token(8));
        pending.forget("forgotten");
        pending.park("retried", Tokens.token(9));
        sfn.says(FakeSfn.closedTask(1));
        pending.park("retried", Tokens.token(10));
    }

    private void withdrawal() {
        parkForVotes("withdrawn", 11, ApprovalPolicy.approvals(2).of("ann", "bob", "cleo"));
        pending.decide("withdrawn", attempt(11), YES, DecidedBy.person("ann").withRoles("finance", "audit"));
        pending.withdraw("withdrawn", attempt(11), DecidedBy.person("ann").withComment("too early"));
    }

    private void decisionOfVotes() {
        parkForVotes("voted", 12, ApprovalPolicy.oneOfEach("finance", "audit"));
        pending.decide("voted", attempt(12), YES, DecidedBy.person("ann").withRoles("finance"));
        pending.decide("voted", attempt(12), YES, DecidedBy.person("bob").withRoles("audit"));
    }

    private void rejection() {
        parkForVotes("rejected", 13, ApprovalPolicy.approvals(2));
        pending.decide(
                "rejected",
                attempt(13),
                new Decision.Failure("Rejected", "too expensive"),
                DecidedBy.person("bob").withComment("no"));
    }

    private void answerOfAnother() {
        pending.park("resent", Tokens.token(14));
        sfn.says(FakeSfn.error("ServiceUnavailable", 503));
        pending.decide("resent", attempt(14), YES, DecidedBy.person("ann"));
        pending.resend("resent");
    }

    private void taskOfAnEvent() {
        pending.park(
                "job-task",
                Tokens.token(15),
                PendingTaskInfo.builder().event("job-3").build());
    }

    private void parkForVotes(String id, int token, ApprovalPolicy policy) {
        pending.park(
                id,
                Tokens.token(token),
                PendingTaskInfo.builder().policy(policy).build());
    }

    private static String attempt(int token) {
        return Tokens.token(token).fingerprint();
    }

    private static PendingTaskInfo full() {
        return PendingTaskInfo.builder()
                .execution("arn:aws:states:eu-west-1:123456789012:execution:orders:42")
                .state("Approve")
                .until(NOW.plus(Duration.ofDays(7)))
                .summary("Refund order 42?")
                .requester("clerk")
                .label("region", "eu")
                .build();
    }

    private void vote() {
        parkForVotes("voting", 5, ApprovalPolicy.approvals(2));
        pending.decide(
                "voting",
                attempt(5),
                YES,
                DecidedBy.person("ann").withRoles("finance").withComment("fine"));
    }

    List<String> records() {
        return store.lines.entrySet().stream()
                .map(line -> line.getKey() + "\t" + line.getValue())
                .toList();
    }

    String texts() {
        String cursor = pending.page(Listing.WAITING_BY_AGE, PageRequest.first(1))
                .next()
                .orElseThrow();
        URI link = links(() -> NOW).create("waiting", attempt(1), "approve");
        return "cursor=" + cursor + "\nlink=" + text(link) + "\n";
    }

    /**
     * The link of one person, cursors of lists of tasks with deadlines and of decisions, and the keys that handlers
     * pass on: a message that is redelivered after an upgrade must have the same.
     */
    static String moreTexts() {
        URI link = links(() -> NOW).create("waiting", attempt(1), "approve", "ann@example.org");
        return "link=" + text(link) + "\nby-deadline=" + cursor(Listing.WAITING_BY_DEADLINE, "parked-000001")
                + "\ndecided=" + cursor(Listing.DECIDED_NEWEST_FIRST, "decided-000001-281cf7bed6e3")
                + "\nkey=" + Tokens.token(1).hash() + "\ncallback-key=" + CALLBACK.hash() + "\n";
    }

    private static String cursor(Listing listing, String name) {
        TokenStore.Key key = new TokenStore.Key(listing.area(), "succeeded", name);
        ListPlace place = new ListPlace(NOW, Optional.of(NOW.plus(Duration.ofDays(7))));
        return PageCursor.write(listing, new ListedRecord(key, place));
    }

    private static String text(URI link) {
        return link.getRawQuery().substring("link=".length());
    }

    static CallbackLinks links(InstantSource clock) {
        return CallbackLinks.builder(URI.create("https://example.org/decide"))
                .signingKey("k1", "a key of 32 bytes for golden files".getBytes(StandardCharsets.UTF_8))
                .action("approve")
                .expiresAfter(Duration.ofDays(7))
                .clock(clock)
                .build();
    }
}
