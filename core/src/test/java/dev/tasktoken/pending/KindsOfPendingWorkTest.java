package dev.tasktoken.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AlreadyPendingException;
import dev.tasktoken.CallbackId;
import dev.tasktoken.FakeCallbacks;
import dev.tasktoken.FakeSfn;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.Responder;
import dev.tasktoken.Responders;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.service.PausedWork;
import dev.tasktoken.service.Refusal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is parked keeps its kind: a token is answered as a token, and a callback id as a callback id. */
class KindsOfPendingWorkTest {
    private static final String ID = "expense-7";
    private static final String TEXT = "AAAAKgAAAAIAAA+/Ab==";
    private static final TaskToken TOKEN = TaskToken.of(TEXT);
    private static final CallbackId CALLBACK = CallbackId.of(TEXT);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** As version 0.1 wrote it before there were callbacks. */
    private static final String PARKED_TASK = "{\"v\":1,\"id\":\"expense-7\",\"number\":1,\"attempt\":\"" + "%s"
            + "\",\"since\":\"2026-01-01T00:00:00Z\",\"summary\":\"12 chairs\",\"token\":\"AAAAKgAAAAIAAA+/Ab==\"}";

    private final FakeSfn sfn = new FakeSfn();
    private final FakeCallbacks durable = new FakeCallbacks();
    private final TokenResponder tasks = Responders.impatient(sfn).build();
    private final RecordedStore store = new RecordedStore(() -> NOW);
    private final PendingTasks pending = pending(Responder.both(tasks, durable.responder()));

    private PendingTasks pending(Responder<PausedWork> responder) {
        return PendingTasks.builder(responder, store)
                .clock(() -> NOW, wait -> {})
                .build();
    }

    @Test
    void writesAndReadsTasksAsBeforeThereWereCallbacks() {
        String record = PARKED_TASK.formatted(TOKEN.fingerprint());
        pending.park(ID, TOKEN, PendingTaskInfo.builder().summary("12 chairs").build());

        assertThat(store.texts.values()).containsExactly(record);
        assertThat(pending.succeed(ID, 1).isRecorded()).isTrue();
        assertThat(sfn.successes)
                .singleElement()
                .satisfies(sent -> assertThat(sent.taskToken()).isEqualTo(TEXT));
        assertThat(durable.calls).isEmpty();
    }

    @Test
    void answersAParkedCallbackAtItsOwnService() {
        pending.park(ID, CALLBACK);

        assertThat(store.texts.values()).singleElement().asString().contains("\"callbackId\":\"" + TEXT + "\"");
        assertThat(pending.fail(ID, "TooDear", "more than 100 EUR").isRecorded())
                .isTrue();
        assertThat(durable.calls).containsExactly("failure " + TEXT + " TooDear more than 100 EUR");
        assertThat(sfn.calls).isEmpty();
        assertThat(store.texts.values()).noneMatch(text -> text.contains(TEXT));
    }

    @Test
    void resendsAnUndeliveredDecisionOnACallbackAtItsOwnService() {
        pending.park(ID, CALLBACK);
        durable.says(Refusal.of(Refusal.Meaning.NOT_DELIVERED));
        assertThat(pending.succeed(ID, 1)).isInstanceOf(DecisionOutcome.Undelivered.class);

        assertThat(pending.resend(ID)).isPresent();

        assertThat(durable.calls).containsExactly("success " + TEXT + " 1", "success " + TEXT + " 1");
        assertThat(sfn.calls).isEmpty();
    }

    @Test
    void doesNotTakeACallbackForATaskWithTheSameText() {
        pending.park(ID, TOKEN);

        assertThatThrownBy(() -> pending.park(ID, CALLBACK)).isInstanceOf(AlreadyPendingException.class);
        assertThat(sfn.calls).as("asks whether the task is open").containsExactly("heartbeat");
        assertThat(pending.decide(ID, CALLBACK.fingerprint(), new Decision.Success("1")))
                .isInstanceOf(DecisionOutcome.TaskClosed.class);
        assertThat(sfn.successes).isEmpty();
        assertThat(durable.calls).isEmpty();
    }

    @Test
    void linksKeepTheKindInTheirAttempt() {
        CallbackLinks links = CallbackLinks.builder(URI.create("https://approvals.example.com/decide"))
                .signingKey("k", new byte[32])
                .action("approve")
                .expiresAfter(Duration.ofDays(1))
                .clock(() -> NOW)
                .build();
        pending.park(ID, CALLBACK);
        String forTask = link(links, TOKEN.fingerprint());
        String forCallback = link(links, CALLBACK.fingerprint());

        assertThat(decide(links, forTask)).isInstanceOf(DecisionOutcome.TaskClosed.class);
        assertThat(durable.calls).isEmpty();
        assertThat(decide(links, forCallback).isRecorded()).isTrue();
        assertThat(durable.calls).containsExactly("success " + TEXT + " true");
    }

    private static String link(CallbackLinks links, String attempt) {
        String query = links.create(ID, attempt, "approve").getQuery();
        return query.substring(query.indexOf('=') + 1);
    }

    private DecisionOutcome decide(CallbackLinks links, String link) {
        LinkVerdict.Valid valid = (LinkVerdict.Valid) links.verify(link);
        return pending.decide(valid.id(), valid.attempt(), new Decision.Success("true"));
    }

    @Test
    void storesNothingThatItsResponderCannotAnswer() {
        PendingTasks forTasks = pending(tasks.forAnyWork());

        assertThatThrownBy(() -> forTasks.park(ID, CALLBACK)).isInstanceOf(InvalidTaskTokenException.class);

        assertThat(store.texts).isEmpty();
    }

    @Test
    void leavesAloneWhatIsWrittenForAnotherService() {
        pending.park(ID, CALLBACK);
        PendingTasks forTasks = pending(tasks.forAnyWork());

        assertThatThrownBy(() -> forTasks.succeed(ID, 1)).isInstanceOf(InvalidTaskTokenException.class);

        assertThat(sfn.calls).isEmpty();
        assertThat(pending.resend(ID)).as("the decision was recorded").isPresent();
        assertThat(durable.calls).containsExactly("success " + TEXT + " 1");
    }
}
