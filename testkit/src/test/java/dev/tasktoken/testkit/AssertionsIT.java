package dev.tasktoken.testkit;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tasktoken.testkit.internal.definitions.Definition;
import dev.tasktoken.testkit.internal.values.TaskTokens;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Assertions about executions and tasks: when they hold, and what they say when they do not. */
class AssertionsIT {
    private final Workbench bench = Workbench.start();
    private final LocalStepFunctions stepFunctions = bench.stepFunctions;

    private record Receipt(String id, int amount) {}

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void anExecutionThatSucceedsIsWaitedForAndItsOutputComparedAsJson() {
        StartedExecution execution = waiting();
        bench.succeed(execution.awaitOpenTask(), "{\"id\": \"r-1\", \"amount\": 42.0}");

        assertThat(execution)
                .succeeded()
                .withOutput("{\"amount\": 42, \"id\": \"r-1\"}")
                .withOutput(new Receipt("r-1", 42))
                .withOutputAt("/amount", 42)
                .withTextAt("/id", "r-1")
                .visited("S")
                .visitedExactly("S")
                .hasEvents("ExecutionStarted", "TaskSubmitted", "TaskSucceeded", "ExecutionSucceeded");
    }

    @Test
    void aTextIsNoOtherTextAndNoNumber() {
        StartedExecution execution = waiting();
        bench.succeed(execution.awaitOpenTask(), "{\"id\": \"r-1\", \"amount\": 42}");

        assertThat(execution).succeeded().withTextAt("/id", "r-1");
        assertThatThrownBy(() -> assertThat(execution).withTextAt("/id", "r-2")).hasMessageContaining("output at /id");
        assertThatThrownBy(() -> assertThat(execution).withTextAt("/amount", "42"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(execution).withTextAt("/gone", "x")).hasMessageContaining("/gone");
    }

    @Test
    void anAssertionThatCouldNotFailIsRefused() {
        StartedExecution execution = waiting();
        String token = execution.awaitOpenTask();
        bench.succeed(token, "1");

        assertThatThrownBy(() -> assertThat(execution).visited()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> assertThat(execution).didNotVisit()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> assertThat(execution).didNotVisit("Misspelled"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no state 'Misspelled'");
        assertThatThrownBy(() -> assertThat(execution).hasEvents()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> assertThat(execution).withCauseContaining("")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(stepFunctions.task(token)).hadCalls("sendTaskSuccess", 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anOutputIsBoundToAType() {
        StartedExecution execution = waiting();
        bench.succeed(execution.awaitOpenTask(), "{\"id\": \"r-1\", \"amount\": 42}");

        assertThat(execution).outputAs(Receipt.class).isEqualTo(new Receipt("r-1", 42));
        assertThatThrownBy(() -> assertThat(execution).outputAs(Definition.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("to bind to " + Definition.class.getName())
                .hasMessageNotContaining("r-1");
    }

    @Test
    void everyPlaceThatDiffersIsNamed() {
        StartedExecution execution = waiting();
        bench.succeed(execution.awaitOpenTask(), "{\"id\": \"r-1\", \"items\": [1, 2], \"more\": true}");

        assertThatThrownBy(() ->
                        assertThat(execution).withOutput("{\"id\": \"r-2\", \"items\": [1, 3, 4], \"due\": null}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("/id expected \"r-2\" but was \"r-1\"")
                .hasMessageContaining("/items/1 expected 3 but was 2")
                .hasMessageContaining("/items/2 expected 4 but is missing")
                .hasMessageContaining("/due expected null but is missing")
                .hasMessageContaining("/more was not expected: true")
                .hasMessageContaining("is SUCCEEDED");
        assertThatThrownBy(() -> assertThat(execution).withOutputAt("/nothing/there", 1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("to have a value at /nothing/there");
    }

    @Test
    void anExpectedOutputThatIsNoJsonIsTheTestsOwnMistake() {
        StartedExecution execution = waiting();
        bench.succeed(execution.awaitOpenTask(), "\"abc\"");

        assertThat(execution).withOutput("\"abc\"");
        assertThatThrownBy(() -> assertThat(execution).withOutput("abc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs its quotes");
    }

    @Test
    void aPartOfTheOutputIsGivenAsJsonOrAsTheTextItIs() {
        StartedExecution execution = waiting();
        bench.succeed(execution.awaitOpenTask(), "{\"id\": \"1\", \"n\": 1, \"name\": \"a b\", \"json\": \"{}\"}");

        assertThat(execution)
                .withOutputAt("/id", "1")
                .withOutputAt("/id", "\"1\"")
                .withOutputAt("/n", "1")
                .withOutputAt("/n", 1)
                .withOutputAt("/name", "a b")
                .withOutputAt("/name", "\"a b\"")
                .withOutputAt("/json", "{}");
        assertThatThrownBy(() -> assertThat(execution).withOutputAt("/id", "2"))
                .hasMessageContaining("expected \"2\" but was \"1\"");
        assertThatThrownBy(() -> assertThat(execution).withOutputAt("/id", 1))
                .hasMessageContaining("expected 1 but was \"1\"");
        assertThatThrownBy(() -> assertThat(execution).withOutputAt("/n", "2"))
                .hasMessageContaining("expected 2 but was 1");
        assertThatThrownBy(() -> assertThat(execution).withOutputAt("/n", "a b"))
                .hasMessageContaining("expected \"a b\" but was 1");
        assertThatThrownBy(() -> assertThat(execution).withOutputAt("/n", "\"1\""))
                .hasMessageContaining("expected \"1\" but was 1");
    }

    @Test
    void aFailureShowsErrorAndCause() {
        StartedExecution execution = waiting();
        bench.fail(execution.awaitOpenTask(), "Declined", "the card is 100% blocked");

        assertThat(execution)
                .failed()
                .withError("Declined")
                .withCause("the card is 100% blocked")
                .withCauseContaining("blocked");
        assertThatThrownBy(() -> assertThat(execution).succeeded())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected the execution to have SUCCEEDED, but it has FAILED")
                .hasMessageContaining("error: Declined")
                .hasMessageContaining("cause: the card is 100% blocked")
                .hasMessageContaining("states: S")
                .hasMessageContaining("TaskSubmitted TaskFailed ExecutionFailed");
        assertThatThrownBy(() -> assertThat(execution).withError("Accepted")).hasMessageContaining("it was Declined");
        assertThatThrownBy(() -> assertThat(execution).withCause("other")).hasMessageContaining("but it was");
        assertThatThrownBy(() -> assertThat(execution).withCauseContaining("other"))
                .hasMessageContaining("contains");
        assertThatThrownBy(() -> assertThat(execution).withOutput(1)).hasMessageContaining("there is none");
    }

    @Test
    void theFourEndsAreToldApart() {
        StartedExecution stopped = waiting();
        bench.sfn.stopExecution(s -> s.executionArn(stopped.arn()).error("Stop"));
        StartedExecution late = stepFunctions.run(
                "{\"StartAt\": \"S\", \"TimeoutSeconds\": 5, \"States\": {\"S\": {" + bench.waiting("\"End\": true")
                        + "}}}",
                "{}");
        late.awaitOpenTask();
        bench.advance(5);

        assertThat(stopped).aborted().withError("Stop");
        assertThat(late).timedOut();
        assertThatThrownBy(() -> assertThat(late).aborted()).hasMessageContaining("but it has TIMED_OUT");
    }

    @Test
    void anExecutionThatStillRunsIsToldWithItsOpenTask() {
        StartedExecution execution = waiting();
        String token = execution.awaitOpenTask();

        assertThat(execution).isRunning();
        assertThatThrownBy(
                        () -> assertThat(execution).within(Duration.ofMillis(1)).succeeded())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("within PT0.001S, but it still runs")
                .hasMessageContaining(
                        "open tasks: S (sns:publish.waitForTaskToken), token " + TaskTokens.fingerprint(token))
                .hasMessageNotContaining(TaskTokens.PREFIX);
        assertThatThrownBy(() -> execution.await(Duration.ofMillis(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("still running after PT0.001S")
                .hasMessageContaining(
                        "open tasks: S (sns:publish.waitForTaskToken), token " + TaskTokens.fingerprint(token))
                .hasMessageNotContaining(TaskTokens.PREFIX);
        bench.succeed(token, "1");
        execution.await();
        assertThatThrownBy(() -> assertThat(execution).isRunning()).hasMessageContaining("it has ended");
    }

    @Test
    void statesInAnotherOrderAreNoticed() {
        StartedExecution execution = stepFunctions.run(
                "{\"StartAt\": \"First\", \"States\": {\"First\": {\"Type\": \"Pass\", \"Next\": \"Then the second\"},"
                        + " \"Then the second\": {\"Type\": \"Succeed\"}}}",
                "{}");

        assertThat(execution).succeeded().visited("First", "Then the second");
        assertThatThrownBy(() -> assertThat(execution).visited("Then the second", "First"))
                .hasMessageContaining("'First' is not there after those before it")
                .hasMessageContaining("states: First 'Then the second'");
        assertThatThrownBy(() -> assertThat(execution).visited("Third")).hasMessageContaining("there is no 'Third'");
        assertThatThrownBy(() -> assertThat(execution).visitedExactly("First")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(execution).didNotVisit("First")).hasMessageContaining("[First]");
        assertThatThrownBy(() -> assertThat(execution).hasEvents("TaskFailed")).isInstanceOf(AssertionError.class);
    }

    @Test
    void aStateThatIsDefinedAndNotEnteredWasNotVisited() {
        StartedExecution execution = stepFunctions.run(
                "{\"StartAt\": \"Choose\", \"States\": {\"Choose\": {\"Type\": \"Choice\", \"Choices\": [{\"Variable\":"
                        + " \"$.x\", \"IsPresent\": true, \"Next\": \"Other\"}], \"Default\": \"One\"},"
                        + " \"One\": {\"Type\": \"Succeed\"}, \"Other\": {\"Type\": \"Succeed\"}}}",
                "{}");

        assertThat(execution).succeeded().didNotVisit("Other");
    }

    @Test
    void noMessageShowsATokenThatIsInTheData() {
        StartedExecution execution = waiting();
        String token = execution.awaitOpenTask();
        bench.succeed(token, "{\"" + token + "\": \"" + token + "\"}");
        StartedExecution failing = waiting();
        String other = failing.awaitOpenTask();
        bench.fail(other, "About " + TestTokens.ofLength(100), "The token " + other);

        Throwable output = catchThrowable(() -> assertThat(execution).withOutput("{\"a\": 1}"));
        Throwable failure = catchThrowable(() -> assertThat(failing).succeeded());
        Throwable cause = catchThrowable(() -> assertThat(failing).withCause(token));
        Throwable task =
                catchThrowable(() -> assertThat(stepFunctions.task(other)).succeeded());

        String all = "" + output + failure + cause + task + stepFunctions.describe() + stepFunctions.calls();
        assertThat(all)
                .contains("TaskToken[" + TaskTokens.fingerprint(token) + "]")
                .contains("The token TaskToken[" + TaskTokens.fingerprint(other) + "]");
        assertThat(all.contains("AAAAKgAAAAIAAAAAAAAAA")).as("a token leaks").isFalse();
    }

    @Test
    void aTaskTellsWhatWasCalled() {
        StartedExecution execution = waiting();
        String token = execution.awaitOpenTask();
        bench.sfn.sendTaskHeartbeat(h -> h.taskToken(token));
        assertThat(stepFunctions.task(token)).isOpen().hadHeartbeats(1);
        bench.fail(token, "Declined", "card");
        assertThatThrownBy(() -> bench.succeed(token, "1")).isInstanceOf(Exception.class);

        RecordedTask task = stepFunctions.awaitClosed(token);

        assertThat(task)
                .isAnswered()
                .failed()
                .withError("Declined")
                .withCause("card")
                .hadCalls("SendTaskSuccess", 1);
        assertThatThrownBy(() -> assertThat(task).succeeded()).hasMessageContaining("another call did");
        assertThatThrownBy(() -> assertThat(task).isOpen()).hasMessageContaining("it is closed");
        assertThatThrownBy(() -> assertThat(task).isClosedUnanswered()).hasMessageContaining("it is answered");
        assertThatThrownBy(() -> assertThat(task).hadHeartbeats(2)).hasMessageContaining("there were 1");
        assertThatThrownBy(() -> assertThat(task).hadCalls("SendTaskFailure", 2))
                .hasMessageContaining("there were 1");
        assertThat(stepFunctions.answers()).singleElement().matches(TaskCall::isAnswer);
        assertThat(stepFunctions.calls()).hasSize(3);
    }

    @Test
    void waitsForATaskThatAnotherThreadAnswers() throws Exception {
        StartedExecution execution = waiting();
        String token = execution.awaitOpenTask();
        Thread answering = new Thread(() -> bench.succeed(token, "1"));
        answering.start();

        assertThat(stepFunctions.awaitClosed(token)).succeeded().withOutput(1);
        answering.join();
    }

    @Test
    void aTaskThatNobodyAnsweredSaysSo() {
        StartedExecution execution =
                stepFunctions.run(Definitions.of(bench.waiting("\"TimeoutSeconds\": 5, \"End\": true")), "{}");
        String token = execution.awaitOpenTask();

        assertThatThrownBy(() -> assertThat(stepFunctions.task(token)).isAnswered())
                .hasMessageContaining("it is still open");
        bench.advance(5);
        assertThat(stepFunctions.awaitClosed(token)).isClosedUnanswered();
        assertThatThrownBy(() -> assertThat(stepFunctions.task(token)).isAnswered())
                .hasMessageContaining("closed without an answer");
    }

    @Test
    void waitingEndsWhenPatienceDoes() {
        try (LocalStepFunctions hasty =
                LocalStepFunctions.builder().patience(Duration.ofMillis(1)).start()) {
            StartedExecution execution =
                    hasty.run(Definitions.of("\"Type\": \"Wait\", \"Seconds\": 60, \"End\": true"), "{}");

            assertThatThrownBy(execution::await).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(execution::awaitOpenTask).hasMessageContaining("is RUNNING");
            assertThatThrownBy(() -> execution.awaitState("T")).hasMessageContaining("'T' was not entered");
            assertThatThrownBy(hasty::awaitOpenTask).isInstanceOf(IllegalStateException.class);
            assertThat(execution.awaitState("S").states()).containsExactly("S");
            assertThat(execution.toString()).endsWith("RUNNING]");
        }
        assertThatThrownBy(() -> LocalStepFunctions.builder().patience(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachExecutionHasItsOwnTasks() {
        StartedExecution first = waiting();
        StartedExecution second = waiting();

        String ofSecond = second.awaitOpenTask();
        String ofFirst = first.awaitOpenTask();

        assertThat(first.openTokens().equals(List.of(ofFirst))).isTrue();
        assertThat(second.openTokens().equals(List.of(ofSecond))).isTrue();
    }

    private StartedExecution waiting() {
        return stepFunctions.run(Definitions.of(bench.waiting("\"End\": true")), "{}");
    }
}
