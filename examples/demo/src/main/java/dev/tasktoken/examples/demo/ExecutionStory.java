package dev.tasktoken.examples.demo;

import dev.tasktoken.testkit.TaskAnswer;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/**
 * An execution for a person to follow: its history, the deliveries of its message, and the calls about its task that
 * changed nothing. Shows the fingerprints of tokens, never the tokens.
 */
final class ExecutionStory {
    private static final String WAITING = ".waitForTaskToken";

    private final Execution execution;
    private final Timeline timeline = new Timeline();
    private String state = "";

    private ExecutionStory(Execution execution) {
        this.execution = execution;
    }

    static void print(PrintStream out, String title, Execution execution) {
        ExecutionStory story = new ExecutionStory(execution);
        execution.history().forEach(story::add);
        execution.answers().stream().filter(answer -> !answer.isAccepted()).forEach(story::addRefused);
        story.timeline.print(out, title);
    }

    private void add(HistoryEvent event) {
        switch (event.type()) {
            case EXECUTION_STARTED -> add(event, "started");
            case TASK_STATE_ENTERED -> state = event.stateEnteredEventDetails().name();
            case TASK_SCHEDULED ->
                add(
                        event,
                        state + ": "
                                + SentMessage.of(event.taskScheduledEventDetails()
                                                .parameters())
                                        .describe());
            case TASK_SUBMITTED -> addSubmitted(event);
            case TASK_SUCCEEDED -> addSucceeded(event);
            case TASK_FAILED ->
                add(
                        event,
                        "came back: failure "
                                + reason(
                                        event.taskFailedEventDetails().error(),
                                        event.taskFailedEventDetails().cause()));
            case TASK_SUBMIT_FAILED ->
                add(
                        event,
                        "could not be sent: "
                                + reason(
                                        event.taskSubmitFailedEventDetails().error(),
                                        event.taskSubmitFailedEventDetails().cause()));
            case TASK_TIMED_OUT -> add(event, "timed out");
            case EXECUTION_SUCCEEDED, EXECUTION_FAILED, EXECUTION_TIMED_OUT, EXECUTION_ABORTED ->
                add(event, "ended: " + event.type().name().substring("EXECUTION_".length()));
            default -> {} // the rest repeats these
        }
    }

    private void addSubmitted(HistoryEvent event) {
        if (event.taskSubmittedEventDetails().resource().endsWith(WAITING)) {
            add(event, "paused");
            DeliveryLog log = execution.stage().log();
            SentMessage.messageId(event.taskSubmittedEventDetails().output())
                    .map(log::of)
                    .ifPresent(entries -> entries.forEach(entry -> timeline.add(entry.at(), entry.describe())));
        }
    }

    private void addSucceeded(HistoryEvent event) {
        if (event.taskSucceededEventDetails().resource().endsWith(WAITING)) {
            add(event, "came back: success " + event.taskSucceededEventDetails().output());
        }
    }

    private void addRefused(TaskAnswer answer) {
        Instant at = answer.at();
        timeline.add(at, answer.operation() + " about " + answer.fingerprint() + " is answered " + answer.outcome());
    }

    private void add(HistoryEvent event, String text) {
        timeline.add(event.timestamp(), text);
    }

    private static String reason(@Nullable String error, @Nullable String cause) {
        return Optional.ofNullable(error).orElse("without a name")
                + Optional.ofNullable(cause).map(text -> ": " + text).orElse("");
    }
}
