package dev.tasktoken.pending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.FakeCallbacks;
import dev.tasktoken.FakeSfn;
import dev.tasktoken.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What version 0.1 wrote is read by every later one: records, links and cursors outlive the process that wrote them.
 * The files are never changed; a version that writes something else adds files of its own, which
 * {@code -Dgolden.write=FOLDER} makes.
 */
class GoldenFilesTest {
    private static final String WRITE = System.getProperty("golden.write", "");

    private static final List<String> RECORDS = List.of("records-0.1.tsv", "votes-0.1.tsv");

    /** What each decision and vote has of its own. */
    private static final Pattern NONCE = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final Instant now = GoldenScene.NOW.plus(Duration.ofHours(1));
    private final FakeSfn sfn = new FakeSfn();
    private final RecordedStore store = new RecordedStore(() -> now);
    private final FakeCallbacks callbacks = new FakeCallbacks();
    private final PendingTasks pending = PendingTasks.builder(GoldenScene.responder(sfn, callbacks), store)
            .clock(() -> now)
            .build();

    @BeforeEach
    void load() throws IOException {
        if (!WRITE.isEmpty()) {
            write(Path.of(WRITE));
        }
        RECORDS.forEach(file -> text(file).lines().forEach(this::create));
    }

    private void create(String line) {
        String[] parts = line.split("\t", 6);
        Optional<Instant> until = time(parts[4]);
        Optional<ListPlace> place = time(parts[3]).map(at -> new ListPlace(at, until));
        TokenStore.Key key = new TokenStore.Key(TokenStore.Area.valueOf(parts[0]), parts[1], parts[2]);
        store.create(key, parts[5], Duration.ofDays(366), place);
    }

    private static Optional<Instant> time(String text) {
        return Optional.of(text).filter(t -> !t.isEmpty()).map(Instant::parse);
    }

    /** If it fails, this version writes something else: add its files, and tests of those. */
    @Test
    void thisVersionWritesTheSame() throws IOException {
        GoldenScene scene = GoldenScene.conditions();
        List<String> known = RECORDS.stream()
                .flatMap(file -> text(file).lines())
                .map(GoldenFilesTest::withoutNonces)
                .toList();

        assertThat(known)
                .containsAll(scene.records().stream()
                        .map(GoldenFilesTest::withoutNonces)
                        .toList())
                .containsAll(GoldenScene.votesAndMarks().records().stream()
                        .map(GoldenFilesTest::withoutNonces)
                        .toList());
        assertThat(scene.texts()).isEqualTo(text("texts-0.1.properties"));
        assertThat(GoldenScene.moreTexts()).isEqualTo(text("more-texts-0.1.properties"));
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
        assertThat(pending.signal("job-3", new Decision.Success("1"))).containsOnlyKeys("job-task");
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
    void anApprovalThatWasWithdrawnDoesNotCount() {
        DecisionOutcome bobs = decide("withdrawn", 11, "bob");

        assertThat(bobs).isInstanceOf(DecisionOutcome.VoteRecorded.class);
        assertThat(decide("withdrawn", 11, "ann")).isInstanceOf(DecisionOutcome.Recorded.class);
    }

    @Test
    void aDecisionSaysWhoVoted() {
        assertThat(pending.votes("voted", Tokens.token(12).fingerprint()))
                .extracting(vote -> vote.by().name())
                .containsExactly("ann", "bob");
        assertThat(recorded("voted").votes()).hasSize(2);
        assertThat(recorded("rejected").decision()).isEqualTo(new Decision.Failure("Rejected", "too expensive"));
        assertThat(recorded("rejected").votes())
                .singleElement()
                .satisfies(vote -> assertThat(vote.by().comment()).contains("no"));
    }

    @Test
    void anAnswerThatAnotherCallSentIsKnown() {
        assertThat(recorded("resent").answer()).contains(AnswerOutcome.ACCEPTED);
        assertThat(recorded("resent").by()).contains(DecidedBy.person("ann"));
    }

    @Test
    void aCallbackIsAnsweredAtItsOwnService() {
        assertThat(pending.succeed("callback", 1)).isInstanceOf(DecisionOutcome.Recorded.class);
        assertThat(callbacks.calls).containsExactly("success " + GoldenScene.CALLBACK.value() + " 1");
    }

    private DecisionOutcome decide(String id, int token, String person) {
        return pending.decide(
                id, Tokens.token(token).fingerprint(), new Decision.Success("\"yes\""), DecidedBy.person(person));
    }

    private RecordedDecision recorded(String id) {
        return pending.find(id).flatMap(PendingTask::decided).orElseThrow();
    }

    @Test
    void cursorsOfTheOtherListsGoOnWhereTheirPagesEnded() throws IOException {
        for (Listing listing : List.of(Listing.WAITING_BY_DEADLINE, Listing.DECIDED_NEWEST_FIRST)) {
            String cursor = properties("more-texts-0.1.properties")
                    .getProperty(listing == Listing.WAITING_BY_DEADLINE ? "by-deadline" : "decided");

            assertThat(pending.page(listing, PageRequest.first(100).after(cursor))
                            .tasks())
                    .as(listing.name())
                    .extracting(PendingTask::id)
                    .doesNotContain("succeeded")
                    .contains(listing == Listing.WAITING_BY_DEADLINE ? "waiting" : "undelivered");
        }
    }

    @Test
    void aCursorGoesOnWhereItsPageEnded() throws IOException {
        PageRequest next =
                PageRequest.first(100).after(properties("texts-0.1.properties").getProperty("cursor"));

        assertThat(pending.page(Listing.WAITING_BY_AGE, next).tasks())
                .isNotEmpty()
                .hasSizeLessThan(pending.page(Listing.WAITING_BY_AGE, PageRequest.first(100))
                        .tasks()
                        .size());
    }

    @Test
    void aLinkThatWasSentIsValid() throws IOException {
        CallbackLinks links = GoldenScene.links(() -> now);

        assertThat(links.verify(properties("texts-0.1.properties").getProperty("link")))
                .isInstanceOfSatisfying(LinkVerdict.Valid.class, valid -> {
                    assertThat(valid.id()).isEqualTo("waiting");
                    assertThat(valid.attempt()).isEqualTo(Tokens.token(1).fingerprint());
                    assertThat(valid.action()).isEqualTo("approve");
                });
        assertThat(links.verify(properties("more-texts-0.1.properties").getProperty("link")))
                .isInstanceOfSatisfying(
                        LinkVerdict.Valid.class,
                        valid -> assertThat(valid.person()).contains("ann@example.org"));
    }

    private static void write(Path folder) throws IOException {
        GoldenScene scene = GoldenScene.conditions();
        Files.write(folder.resolve(RECORDS.get(0)), scene.records());
        Files.write(folder.resolve(RECORDS.get(1)), GoldenScene.votesAndMarks().records());
        Files.writeString(folder.resolve("more-texts-0.1.properties"), GoldenScene.moreTexts());
        Files.writeString(folder.resolve("texts-0.1.properties"), scene.texts());
    }

    private static String withoutNonces(String records) {
        return NONCE.matcher(records).replaceAll("nonce");
    }

    private static Properties properties(String name) throws IOException {
        Properties texts = new Properties();
        texts.load(new StringReader(text(name)));
        return texts;
    }

    private static String text(String name) {
        try (InputStream file = Objects.requireNonNull(GoldenFilesTest.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
