package dev.tasktoken.pending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.FakeSfn;
import dev.tasktoken.Responders;
import dev.tasktoken.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What version 0.1 wrote is read by every later one: records, links and cursors outlive the process that wrote them.
 * The files are never changed; a version that writes something else adds files of its own, which
 * {@code -Dgolden.write=FOLDER} makes.
 */
class GoldenFilesTest {
    private static final String WRITE = System.getProperty("golden.write", "");

    private final Instant now = GoldenScene.NOW.plus(Duration.ofHours(1));
    private final FakeSfn sfn = new FakeSfn();
    private final RecordedStore store = new RecordedStore(() -> now);
    private final PendingTasks pending = PendingTasks.builder(
                    Responders.impatient(sfn).build(), store)
            .clock(() -> now)
            .build();

    @BeforeEach
    void load() throws IOException {
        if (!WRITE.isEmpty()) {
            write(Path.of(WRITE));
        }
        text("records-0.1.tsv").lines().forEach(line -> {
            String[] parts = line.split("\t", 6);
            Optional<Instant> until =
                    Optional.of(parts[4]).filter(t -> !t.isEmpty()).map(Instant::parse);
            Optional<ListPlace> place =
                    Optional.of(parts[3]).filter(t -> !t.isEmpty()).map(at -> new ListPlace(Instant.parse(at), until));
            TokenStore.Key key = new TokenStore.Key(TokenStore.Area.valueOf(parts[0]), parts[1], parts[2]);
            store.create(key, parts[5], Duration.ofDays(366), place);
        });
    }

    @Test
    void aTaskThatWaitsIsShownAndDecided() {
        PendingTask waiting = pending.find("waiting").orElseThrow();

        assertThat(waiting.attempt()).isEqualTo(Tokens.token(1).fingerprint());
        assertThat(waiting.context().summary()).contains("Refund order 42?");
        assertThat(waiting.context().labels()).containsEntry("region", "eu");
        assertThat(waiting.since()).isEqualTo(GoldenScene.NOW);
        assertThat(pending.succeed("waiting", 1)).isInstanceOf(DecisionOutcome.Recorded.class);
        assertThat(sfn.successes)
                .singleElement()
                .extracting(r -> r.taskToken())
                .isEqualTo(Tokens.token(1).value());
    }

    @Test
    void aDecisionIsReturnedToWhoeverDecidesLate() {
        DecisionOutcome late = pending.fail("succeeded", "Late", "");

        assertThat(late).isInstanceOfSatisfying(DecisionOutcome.DecidedBefore.class, before -> {
            assertThat(before.recorded().decision()).isEqualTo(new Decision.Success("{\"approved\":true}"));
            assertThat(before.recorded().answer()).contains(AnswerOutcome.ACCEPTED);
        });
        assertThat(pending.find("failed").flatMap(PendingTask::decided).map(RecordedDecision::decision))
                .contains(new Decision.Failure("Declined", "too expensive"));
    }

    @Test
    void aDecisionThatWasNotSentIsSent() {
        assertThat(pending.resendUndelivered()).isEqualTo(1);

        assertThat(sfn.successes).singleElement().satisfies(r -> {
            assertThat(r.taskToken()).isEqualTo(Tokens.token(4).value());
            assertThat(r.output()).isEqualTo("\"late\"");
        });
    }

    @Test
    void aVoteCountsOn() {
        String attempt = Tokens.token(5).fingerprint();

        DecisionOutcome second =
                pending.decide("voting", attempt, new Decision.Success("\"yes\""), DecidedBy.person("bob"));

        assertThat(second).isInstanceOf(DecisionOutcome.Recorded.class);
        assertThat(pending.audit("voting").stream()
                        .flatMap(entry -> entry.by().stream())
                        .map(DecidedBy::name))
                .contains("ann", "bob");
        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("\"yes\"");
    }

    @Test
    void anEventThatCameBeforeItsTaskAnswersIt() {
        ParkOutcome outcome = pending.park(
                "job", Tokens.token(7), PendingTaskInfo.builder().event("job-1").build());

        assertThat(outcome).isEqualTo(ParkOutcome.ALREADY_DECIDED);
        assertThat(sfn.successes).singleElement().extracting(r -> r.output()).isEqualTo("\"completed\"");
    }

    @Test
    void anEventFindsTheTaskThatWaitsForIt() {
        assertThat(pending.signal("job-2", new Decision.Success("1"))).containsOnlyKeys("expecting");
    }

    @Test
    void whatWasForgottenStaysForgotten() {
        assertThat(pending.find("forgotten")).isEmpty();
        assertThat(pending.park("forgotten", Tokens.token(8))).isEqualTo(ParkOutcome.PARKED);
    }

    @Test
    void anEarlierAttemptIsKnownAsClosed() {
        assertThat(pending.park("retried", Tokens.token(9))).isEqualTo(ParkOutcome.TASK_CLOSED);
        assertThat(pending.find("retried").orElseThrow().attempt())
                .isEqualTo(Tokens.token(10).fingerprint());
    }

    @Test
    void aCursorGoesOnWhereItsPageEnded() throws IOException {
        PageRequest next = PageRequest.first(100).after(properties().getProperty("cursor"));

        assertThat(pending.page(Listing.WAITING_BY_AGE, next).tasks())
                .isNotEmpty()
                .hasSizeLessThan(pending.page(Listing.WAITING_BY_AGE, PageRequest.first(100))
                        .tasks()
                        .size());
    }

    @Test
    void aLinkThatWasSentIsValid() throws IOException {
        CallbackLinks links = GoldenScene.links(() -> now);

        assertThat(links.verify(properties().getProperty("link")))
                .isInstanceOfSatisfying(LinkVerdict.Valid.class, valid -> {
                    assertThat(valid.id()).isEqualTo("waiting");
                    assertThat(valid.attempt()).isEqualTo(Tokens.token(1).fingerprint());
                    assertThat(valid.action()).isEqualTo("approve");
                });
    }

    private static void write(Path folder) throws IOException {
        GoldenScene scene = new GoldenScene();
        Files.writeString(folder.resolve("records-0.1.tsv"), scene.records());
        Files.writeString(folder.resolve("texts-0.1.properties"), scene.texts());
    }

    private static Properties properties() throws IOException {
        Properties texts = new Properties();
        texts.load(new StringReader(text("texts-0.1.properties")));
        return texts;
    }

    private static String text(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(GoldenFilesTest.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.joining("\n"));
        }
    }
}
