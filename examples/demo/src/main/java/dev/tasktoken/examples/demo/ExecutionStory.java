package dev.tasktoken.examples.demo;

import dev.tasktoken.testkit.TaskCall;
import java.io.PrintStream;
import java.time.Instant;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.TaskFailedEventDetails;
import software.amazon.awssdk.services.sfn.model.TaskSubmitFailedEventDetails;

/**
 * The timeline of an execution: its history, the deliveries of its message, and the calls for its task that had no
 * effect. Shows fingerprints, never tokens.
 */
final class ExecutionStory {
    private final Execution execution;
    private final Timeline timeline;
    private String state = "";

    private ExecutionStory(Execution execution, Timeline timeline) {
        this.execution = execution;
        this.timeline = timeline;
    }

    /** Adds the story to the timeline and prints all of it. */
    static void print(PrintStream out, String title, Execution execution, Timeline timeline) {
        ExecutionStory story = new ExecutionStory(execution, timeline);
        execution.history().forEach(story::add);
        execution.calls().stream().filter(answer -> !answer.isAccepted()).forEach(story::addRefused);
        story.timeline.print(out, title);
    }

    private void add(HistoryEvent event) {
        switch (event.type()) {
            case EXECUTION_STARTED -> add(event, "started");
            case TASK_STATE_ENTERED -> state = event.stateEnteredEventDetails().name();
            case TASK_SCHEDULED -> addScheduled(event);
            case TASK_SUBMITTED -> addSubmitted(event);
            case TASK_SUCCEEDED -> addSucceeded(event);
            case TASK_FAILED -> addFailed(event, event.taskFailedEventDetails());
            case TASK_SUBMIT_FAILED -> addNotSent(event, event.taskSubmitFailedEventDetails());
            case TASK_TIMED_OUT -> add(event, "timed out");
            case EXECUTION_SUCCEEDED, EXECUTION_FAILED, EXECUTION_TIMED_OUT, EXECUTION_ABORTED ->
                add(event, "ended: " + event.type().name().substring("EXECUTION_".length()));
            default -> {} // other events repeat these
        }
    }

    private void addScheduled(HistoryEvent event) {
        SentMessage sent = SentMessage.of(event.taskScheduledEventDetails());
        add(event, state + ": " + sent.describe());
        sent.fingerprint().ifPresent(this::addDeliveries);
    }

    private void addSubmitted(HistoryEvent event) {
        if (event.taskSubmittedEventDetails().resource().endsWith(SentMessage.WAITING)) {
            add(event, "paused");
            SentMessage.messageId(event.taskSubmittedEventDetails().output()).ifPresent(this::addDeliveries);
        }
    }

    private void addDeliveries(String deliveryId) {
        execution.stage().log().of(deliveryId).forEach(entry -> timeline.add(entry.at(), entry.describe()));
    }

    private void addNotSent(HistoryEvent event, TaskSubmitFailedEventDetails failure) {
        add(event, "could not be sent: " + failure.error());
    }

    private void addSucceeded(HistoryEvent event) {
        if (event.taskSucceededEventDetails().resource().endsWith(SentMessage.WAITING)) {
            add(event, "answered: success " + event.taskSucceededEventDetails().output());
        }
    }

    private void addFailed(HistoryEvent event, TaskFailedEventDetails failure) {
        String cause = failure.cause() == null ? "" : ": " + failure.cause();
        add(event, "answered: failure " + failure.error() + cause);
    }

    private void addRefused(TaskCall answer) {
        Instant at = answer.at();
        timeline.add(at, answer.operation() + " about " + answer.fingerprint() + " is answered " + answer.outcome());
    }

    private void add(HistoryEvent event, String text) {
        timeline.add(event.timestamp(), text);
    }
}
