package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.TaskTokens;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.InvalidOutputException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/** SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat: outcomes, limits and errors. */
class AnsweringIT {
    private final Workbench bench = Workbench.start();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "\"abc\"", "null", "{\"a\":[1.50,true]}", "\"\\ud83d\\ude00\""})
    void theOutputOfTheTaskIsTheOutputOfTheState(String output) {
        String execution = bench.runWaiting("\"End\": true");
        bench.succeed(bench.token(), output);

        LocalExecution ended = bench.ended(execution);

        assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(Json.parse(ended.output().orElseThrow())).isEqualTo(Json.parse(output));
    }

    @Test
    void aFailureEndsTheExecutionUnderItsName() {
        String execution = bench.runWaiting("\"End\": true");
        bench.fail(bench.token(), "Mine", "because");

        LocalExecution ended = bench.ended(execution);

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).contains("Mine");
        assertThat(ended.cause()).contains("because");
        assertThat(ended.output()).isEmpty();
    }

    @Test
    void aSecondAnswerFindsTheTaskClosed() {
        bench.runWaiting("\"End\": true");
        String token = bench.token();
        bench.succeed(token, "1");

        assertThatThrownBy(() -> bench.succeed(token, "2")).satisfies(AnsweringIT::isTimedOut);
        assertThatThrownBy(() -> bench.fail(token, "E", "c")).satisfies(AnsweringIT::isTimedOut);
        assertThatThrownBy(() -> bench.sfn.sendTaskHeartbeat(h -> h.taskToken(token)))
                .satisfies(AnsweringIT::isTimedOut);
    }

    @Test
    void anAnswerAfterTheExecutionWasStoppedFindsTheTaskClosed() {
        String execution = bench.runWaiting("\"End\": true");
        String token = bench.token();
        bench.sfn.stopExecution(s -> s.executionArn(execution).error("Stopped").cause("by hand"));

        assertThatThrownBy(() -> bench.succeed(token, "1")).satisfies(AnsweringIT::isTimedOut);
        assertThat(bench.ended(execution).status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(bench.ended(execution).error()).contains("Stopped");
        assertThat(bench.stepFunctions.openTokens()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "not a token", "AAAAKgAAAAIAAAAAAAAAAXR0", "5f3e8d1e-2b0a-4c43-a6f3-8dc1a0b0c001"})
    void aTextThatIsNoTokenIsInvalid(String text) {
        assertThatThrownBy(() -> bench.succeed(text, "1")).satisfies(AnsweringIT::isInvalid);
        assertThatThrownBy(() -> bench.fail(text, "E", "c")).satisfies(AnsweringIT::isInvalid);
        assertThatThrownBy(() -> bench.sfn.sendTaskHeartbeat(h -> h.taskToken(text)))
                .satisfies(AnsweringIT::isInvalid);
    }

    @Test
    void aTokenOfAnotherInstanceIsInvalid() {
        try (Workbench other = Workbench.start()) {
            other.runWaiting("\"End\": true");
            String token = other.token();

            assertThatThrownBy(() -> bench.succeed(token, "1")).satisfies(AnsweringIT::isInvalid);
        }
    }

    @Test
    void aTokenHas1To2048Characters() {
        assertThatThrownBy(() -> bench.succeed("", "1"))
                .satisfies(isValidation("taskToken", "Member must have length greater than or equal to 1"));
        assertThatThrownBy(() -> bench.succeed("x".repeat(2049), "1"))
                .satisfies(isValidation("taskToken", "Member must have length less than or equal to 2048"));
        assertThatThrownBy(() -> bench.succeed("x".repeat(2048), "1")).satisfies(AnsweringIT::isInvalid);
    }

    @Test
    void aMissingTokenIsNamed() {
        assertThatThrownBy(() -> bench.sfn.sendTaskHeartbeat(h -> {}))
                .satisfies(isValidation("taskToken", "Member must not be null"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "abc", "{", "1 2", "'a'", "NaN", "{\"a\":1}}"})
    void anOutputThatIsNotJsonIsRefusedAndTheTaskStaysOpen(String output) {
        String execution = bench.runWaiting("\"End\": true");
        String token = bench.token();

        assertThatExceptionOfType(InvalidOutputException.class).isThrownBy(() -> bench.succeed(token, output));

        bench.succeed(token, "1");
        assertThat(bench.ended(execution).output()).contains("1");
    }

    @Test
    void anOutputHasAtMost262144BytesNotCharacters() {
        String execution = bench.runWaiting("\"End\": true");
        String token = bench.token();

        assertThatThrownBy(() -> bench.succeed(token, quoted("x".repeat(262_143))))
                .satisfies(isValidation("output", "Member must have length less than or equal to 262144"));
        assertThatThrownBy(() -> bench.succeed(token, quoted("ä".repeat(131_072))))
                .satisfies(isValidation("output", "Member must have length less than or equal to 262144"));
        bench.succeed(token, quoted("ä".repeat(131_071)));

        assertThat(bench.ended(execution).succeeded()).isTrue();
    }

    @Test
    void anErrorHasAtMost256Characters() {
        String execution = bench.runWaiting("\"End\": true");
        String token = bench.token();

        assertThatThrownBy(() -> bench.fail(token, "e".repeat(257), "c"))
                .satisfies(isValidation("error", "Member must have length less than or equal to 256"));
        bench.fail(token, "e".repeat(256), "c");

        assertThat(bench.ended(execution).error()).contains("e".repeat(256));
    }

    @Test
    void aCauseHasAtMost32768Characters() {
        String execution = bench.runWaiting("\"End\": true");
        String token = bench.token();

        assertThatThrownBy(() -> bench.fail(token, "E", "c".repeat(32_769)))
                .satisfies(isValidation("cause", "Member must have length less than or equal to 32768"));
        bench.fail(token, "E", "c".repeat(32_768));

        assertThat(bench.ended(execution).cause()).contains("c".repeat(32_768));
    }

    @Test
    void severalViolationsAreReportedTogether() {
        assertThatThrownBy(() -> bench.fail("x", "e".repeat(257), "c".repeat(32_769)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("2 validation errors detected: Value at 'error'")
                .hasMessageContaining("; Value at 'cause'");
    }

    @Test
    void noErrorRepeatsTheToken() {
        bench.runWaiting("\"End\": true");
        String token = bench.token();
        bench.succeed(token, "1");

        assertThatThrownBy(() -> bench.succeed(token, "1")).hasMessageNotContaining(TaskTokens.PREFIX);
        assertThatThrownBy(() -> bench.succeed(token + token + token, "1")).hasMessageNotContaining(TaskTokens.PREFIX);
        assertThatThrownBy(() -> bench.succeed(token.substring(4), "1"))
                .hasMessageNotContaining(token.substring(10, 40));
    }

    @Test
    void everyCallIsRememberedByTheTokensFingerprint() {
        bench.runWaiting("\"End\": true");
        String token = bench.token();
        bench.sfn.sendTaskHeartbeat(h -> h.taskToken(token));
        bench.succeed(token, "1");
        assertThatThrownBy(() -> bench.fail(token, "E", "c")).satisfies(AnsweringIT::isTimedOut);

        assertThat(bench.stepFunctions.calls())
                .extracting(answer -> answer.operation() + " " + answer.outcome() + " " + answer.isAccepted())
                .containsExactly(
                        "SendTaskHeartbeat Accepted true",
                        "SendTaskSuccess Accepted true",
                        "SendTaskFailure TaskTimedOut false");
        assertThat(bench.stepFunctions.calls())
                .extracting(TaskCall::fingerprint)
                .containsOnly(TaskTokens.fingerprint(token));
        assertThat(bench.stepFunctions.calls().toString()).doesNotContain(TaskTokens.PREFIX);
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static void isTimedOut(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOf(TaskTimedOutException.class)
                .hasMessageContaining("Task Timed Out: 'Provided task does not exist anymore'");
    }

    private static void isInvalid(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOf(InvalidTokenException.class)
                .hasMessageContaining("Invalid Token: 'Invalid token'");
    }

    private static ThrowingConsumer<Throwable> isValidation(String member, String constraint) {
        return thrown -> assertThat(thrown)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("1 validation error detected: Value at '" + member
                        + "' failed to satisfy constraint: " + constraint);
    }
}
