package dev.tasktoken.pending;

import dev.tasktoken.FakeSfn;
import dev.tasktoken.Responders;
import dev.tasktoken.Tokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One task in each condition, as this version stores it: what {@link GoldenFilesTest} keeps. */
final class GoldenScene {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final FakeSfn sfn = new FakeSfn();
    private final Placing store = new Placing();
    private final PendingTasks pending = PendingTasks.builder(
                    Responders.impatient(sfn).build(), store)
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

    GoldenScene() {
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
        pending.park(
                "expecting",
                Tokens.token(6),
                PendingTaskInfo.builder().event("job-2").build());
        pending.park("forgotten", Tokens.token(8));
        pending.forget("forgotten");
        pending.park("retried", Tokens.token(9));
        sfn.says(FakeSfn.closedTask(1));
        pending.park("retried", Tokens.token(10));
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
        pending.park(
                "voting",
                Tokens.token(5),
                PendingTaskInfo.builder().policy(ApprovalPolicy.approvals(2)).build());
        pending.decide(
                "voting",
                Tokens.token(5).fingerprint(),
                new Decision.Success("\"yes\""),
                DecidedBy.person("ann").withRoles("finance").withComment("fine"));
    }

    String records() {
        return store.lines.entrySet().stream()
                .map(line -> line.getKey() + "\t" + line.getValue() + "\n")
                .collect(Collectors.joining());
    }

    String texts() {
        String attempt = Tokens.token(1).fingerprint();
        String query = links(() -> NOW).create("waiting", attempt, "approve").getRawQuery();
        String cursor = pending.page(Listing.WAITING_BY_AGE, PageRequest.first(2))
                .next()
                .orElseThrow();
        return "cursor=" + cursor + "\nlink=" + query.substring("link=".length()) + "\n";
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
