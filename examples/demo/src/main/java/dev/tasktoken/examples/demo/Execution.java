package dev.tasktoken.examples.demo;

import dev.tasktoken.testkit.TaskCall;
import java.util.List;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** An execution on the stage. */
record Execution(Stage stage, String arn) {
    void awaitEnd() {
        stage.stepFunctions().awaitExecution(arn, stage.deadline().remaining());
    }

    /** Returns the status, and the last state if the execution succeeded. */
    String ending() {
        awaitEnd();
        DescribeExecutionResponse end = stage.sfn().describeExecution(d -> d.executionArn(arn));
        return end.status() == ExecutionStatus.SUCCEEDED ? end.status() + " via " + lastState() : end.statusAsString();
    }

    /** Returns the status, and the output if the execution succeeded. */
    String endingWithOutput() {
        awaitEnd();
        DescribeExecutionResponse end = stage.sfn().describeExecution(d -> d.executionArn(arn));
        return end.status() == ExecutionStatus.SUCCEEDED
                ? end.status() + " with output " + end.output()
                : end.statusAsString();
    }

    /** Returns the status, and the error if the execution failed. */
    String endingWithCause() {
        awaitEnd();
        DescribeExecutionResponse end = stage.sfn().describeExecution(d -> d.executionArn(arn));
        return end.status() == ExecutionStatus.FAILED ? end.status() + ": " + end.cause() : ending();
    }

    List<HistoryEvent> history() {
        return stage.sfn().getExecutionHistoryPaginator(h -> h.executionArn(arn)).events().stream()
                .toList();
    }

    /** The id of the message that its first task was paused with. */
    String messageId() {
        return history().stream()
                .filter(event -> event.taskSubmittedEventDetails() != null)
                .flatMap(event ->
                        SentMessage.messageId(event.taskSubmittedEventDetails().output()).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no message was sent by " + arn));
    }

    /** Returns the fingerprints of the tokens that it has sent so far. */
    List<String> fingerprints() {
        return history().stream()
                .filter(event -> event.taskScheduledEventDetails() != null)
                .map(event -> SentMessage.of(event.taskScheduledEventDetails()))
                .flatMap(sent -> sent.fingerprint().stream())
                .toList();
    }

    /** The calls that were made about its tasks, refused ones included. */
    List<TaskCall> calls() {
        List<String> fingerprints = fingerprints();
        return stage.stepFunctions().calls().stream()
                .filter(answer -> fingerprints.contains(answer.fingerprint()))
                .toList();
    }

    /** Prints its timeline. */
    void printTimeline(String title) {
        printTimeline(title, new Timeline());
    }

    /** Prints its timeline, with further events. */
    void printTimeline(String title, Timeline beside) {
        ExecutionStory.print(stage.out(), title, this, beside);
    }

    private String lastState() {
        return history().stream()
                .filter(event -> event.stateEnteredEventDetails() != null)
                .map(event -> event.stateEnteredEventDetails().name())
                .reduce("no state", (earlier, later) -> later);
    }
}
