package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.service.PausedWork;
import dev.tasktoken.service.Refusal;
import dev.tasktoken.service.WorkKind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task token is answered at Step Functions and a callback id at durable functions, and neither as the other. */
class KindsOfWorkTest {
    private static final TaskToken TOKEN = Tokens.token(1);
    private static final CallbackId CALLBACK = CallbackId.of("cb+17/x==");

    @TempDir
    private Path directory;

    private final FakeSfn sfn = new FakeSfn();
    private final FakeCallbacks durable = new FakeCallbacks();
    private final TokenResponder tasks = TokenResponder.of(sfn);
    private final Responder<PausedCallback> callbacks = durable.responder();
    private final Responder<PausedWork> both = Responder.both(tasks, callbacks);

    @Test
    void handingTheOtherKindToAServiceDoesNotCompile() {
        List<String> statements = List.of(
                "tasks.succeed(callback, 1);",
                "tasks.succeedJson(callback, \"1\");",
                "tasks.fail(callback, \"E\", \"\");",
                "tasks.fail(callback, new Exception());",
                "tasks.heartbeat(callback);",
                "tasks.send(callback, tasks.prepare(1));",
                "waiting.succeed(callback, 1);",
                "TaskToken other = callback;",
                "PausedTask task = callback;",
                "callbacks.succeed(token, 1);",
                "CallbackId another = token;");

        assertThat(refused(statements)).containsExactlyElementsOf(statements);
    }

    /** Or the test above would pass for any mistake. */
    @Test
    void handingItsOwnKindToAServiceCompiles() {
        assertThat(refused(List.of(
                        "tasks.succeed(token, 1);",
                        "waiting.succeed(token, 1);",
                        "callbacks.succeed(callback, 1);",
                        "PausedTask task = token;",
                        "both.succeed(token, 1);",
                        "both.succeed(callback, 1);")))
                .isEmpty();
    }

    /** The statements, one a line, whose types the compiler finds incompatible. */
    private List<String> refused(List<String> statements) {
        String source = "import dev.tasktoken.*; import dev.tasktoken.service.*; class Statements { void run("
                + "TokenResponder tasks, AsyncTokenResponder waiting, Responder<PausedCallback> callbacks,"
                + " Responder<PausedWork> both, TaskToken token, CallbackId callback) {\n"
                + String.join("\n", statements) + "\n}}";
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options =
                List.of("-proc:none", "-d", directory.toString(), "-classpath", System.getProperty("java.class.path"));
        ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, found, options, null, List.of(new Source(source)))
                .call();
        return found.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .map(problem -> statements.get((int) problem.getLineNumber() - 2))
                .toList();
    }

    @Test
    void answersEachKindAtItsOwnService() {
        both.succeed(TOKEN, 1);
        both.succeed(CALLBACK, 2);
        both.fail(CALLBACK, "TooDear", "more than 100 EUR");
        both.heartbeat(CALLBACK);

        assertThat(sfn.calls).containsExactly("success");
        assertThat(durable.calls)
                .containsExactly(
                        "success cb+17/x== 2", "failure cb+17/x== TooDear more than 100 EUR", "heartbeat cb+17/x==");
    }

    @Test
    void refusesWorkOfAKindThatItHasNoServiceForAndSendsNothing() {
        assertThatThrownBy(() -> tasks.forAnyWork().succeed(CALLBACK, 1))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining("tasks of Step Functions and not " + CALLBACK);
        assertThatThrownBy(() -> tasks.forAnyWork().heartbeat(CALLBACK)).isInstanceOf(InvalidTaskTokenException.class);
        assertThatThrownBy(() -> callbacks.forAnyWork().fail(TOKEN, "E", "C"))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining("callbacks of Lambda durable functions and not " + TOKEN);
        assertThatThrownBy(() ->
                        Heartbeats.builder(tasks, Duration.ofSeconds(1)).build().start(CALLBACK))
                .isInstanceOf(InvalidTaskTokenException.class);

        assertThat(sfn.calls).isEmpty();
        assertThat(durable.calls).isEmpty();
        assertThat(tasks.answers(WorkKind.CALLBACK)).isFalse();
        assertThat(both.answers(WorkKind.CALLBACK)).isTrue();
    }

    @Test
    void preparedAnswersKeepTheirKind() {
        PreparedAnswer forTask = both.prepare(TOKEN, 1);
        PreparedAnswer forCallback = both.prepareJson(CALLBACK, "1");
        PreparedAnswer.Failure failure =
                both.prepareFailure(CALLBACK, new TaskFailure("E", "about " + CALLBACK.value()));

        assertThat(forTask).isEqualTo(tasks.prepare(1)).isNotEqualTo(forCallback);
        assertThat(forCallback.operation()).isEqualTo("SendDurableExecutionCallbackSuccess");
        assertThat(failure.operation()).isEqualTo("SendDurableExecutionCallbackFailure");
        assertThatIllegalArgumentException().isThrownBy(() -> both.send(TOKEN, forCallback));
        assertThatIllegalArgumentException().isThrownBy(() -> both.send(TOKEN, failure));
        assertThatIllegalArgumentException().isThrownBy(() -> both.send(CALLBACK, forTask));
        assertThat(sfn.calls).isEmpty();
        assertThat(durable.calls).isEmpty();
        assertThat(both.send(CALLBACK, forCallback)).isEqualTo(AnswerOutcome.ACCEPTED);
    }

    @Test
    void readsWhatTheServiceSays() {
        durable.says(
                Refusal.of(Refusal.Meaning.CLOSED),
                Refusal.unknownId("the service does not know this id"),
                Refusal.notPermitted("access denied. Allow lambda:X", "lambda:X"),
                Refusal.of(Refusal.Meaning.PASSING));

        assertThat(both.heartbeat(CALLBACK)).isEqualTo(TaskStatus.CLOSED);
        assertThatThrownBy(() -> both.succeed(CALLBACK, 1))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessage(
                        "SendDurableExecutionCallbackSuccess for " + CALLBACK + ": the service does not know this id");
        assertThatThrownBy(() -> both.succeed(CALLBACK, 1))
                .isInstanceOfSatisfying(
                        AnswerNotPermittedException.class,
                        e -> assertThat(e.permission()).isEqualTo("lambda:X"));
        assertThat(both.succeed(CALLBACK, 1)).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(durable.calls).hasSize(5);
    }

    @Test
    void revokesEachKindByItself() {
        CallbackId sameText = CallbackId.of(TOKEN.value().substring(0, 800));
        TaskToken asTask = TaskToken.of(sameText.value());

        both.revoke(asTask);
        CallbackId givenUp = CallbackId.of("Q2FsbGJhY2s6Z2l2ZW4tdXA");
        both.revoke(givenUp);

        assertThat(both.isRevoked(TaskToken.of(sameText.value()))).isTrue();
        assertThat(both.isRevoked(sameText)).isFalse();
        assertThatThrownBy(() -> both.succeed(asTask, 1)).hasMessageEndingWith("the token is revoked");
        assertThatThrownBy(() -> both.succeed(givenUp, 1)).hasMessageEndingWith("the callback id is revoked");
        assertThat(sameText).isNotEqualTo(asTask);
        assertThat(sameText.hash()).isNotEqualTo(asTask.hash());
    }

    @Test
    void whatItRevokesIsRevokedInTheRespondersThatItWasMadeOf() {
        both.revoke(TaskToken.of(TOKEN.value()));
        both.revoke(CallbackId.of(CALLBACK.value()));

        assertThat(tasks.isRevoked(TOKEN)).isTrue();
        assertThat(callbacks.isRevoked(CALLBACK)).isTrue();
        assertThatThrownBy(() -> tasks.succeed(TOKEN, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> callbacks.succeed(CALLBACK, 1)).isInstanceOf(IllegalStateException.class);

        both.readmit(CALLBACK);

        assertThat(callbacks.isRevoked(CALLBACK)).isFalse();
        assertThat(sfn.calls).isEmpty();
        assertThat(durable.calls).isEmpty();
    }

    @Test
    void closesBothServices() {
        both.close();

        assertThat(durable.isClosed()).isTrue();
        assertThat(sfn.isClosed()).as("the caller's client").isFalse();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        private Source(String text) {
            super(URI.create("string:///Statements.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
