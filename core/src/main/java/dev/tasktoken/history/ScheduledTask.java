package dev.tasktoken.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.ActivityScheduledEventDetails;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.LambdaFunctionScheduledEventDetails;
import software.amazon.awssdk.services.sfn.model.TaskScheduledEventDetails;

/** What the event says that scheduled a task. The parameters hold the token. */
record ScheduledTask(
        long event,
        Instant time,
        OpenTask.Kind kind,
        String resource,
        @Nullable Long timeoutSeconds,
        @Nullable Long heartbeatSeconds,
        @Nullable String sent,
        @Nullable String role) {
    private static final String WAIT = ".waitForTaskToken";

    /** What the service writes where a state has no timeout (Amazon States Language, "Task"); no task waits so long. */
    private static final long NO_TIMEOUT = 99_999_999;

    static ScheduledTask of(HistoryEvent event) {
        return switch (event.type()) {
            case TASK_SCHEDULED -> task(event, event.taskScheduledEventDetails());
            case ACTIVITY_SCHEDULED -> activity(event, event.activityScheduledEventDetails());
            default -> function(event, event.lambdaFunctionScheduledEventDetails());
        };
    }

    Optional<Duration> timeout() {
        return seconds(timeoutSeconds);
    }

    Optional<Duration> heartbeat() {
        return seconds(heartbeatSeconds);
    }

    Optional<String> parameters() {
        return Optional.ofNullable(sent);
    }

    /** Names no parameters: they hold the token. */
    @Override
    public String toString() {
        return "ScheduledTask[" + event + " " + resource + "]";
    }

    private static ScheduledTask task(HistoryEvent event, TaskScheduledEventDetails details) {
        String resource = details.resourceType() + ":" + details.resource();
        boolean waits = resource.endsWith(WAIT);
        boolean isJob = resource.endsWith(".sync") || resource.endsWith(".sync:2");
        return new ScheduledTask(
                event.id(),
                event.timestamp(),
                waits ? OpenTask.Kind.CALLBACK : isJob ? OpenTask.Kind.JOB : OpenTask.Kind.CALL,
                waits ? resource.substring(0, resource.length() - WAIT.length()) : resource,
                details.timeoutInSeconds(),
                details.heartbeatInSeconds(),
                details.parameters(),
                details.taskCredentials() == null
                        ? null
                        : details.taskCredentials().roleArn());
    }

    private static ScheduledTask activity(HistoryEvent event, ActivityScheduledEventDetails details) {
        return new ScheduledTask(
                event.id(),
                event.timestamp(),
                OpenTask.Kind.ACTIVITY,
                details.resource(),
                details.timeoutInSeconds(),
                details.heartbeatInSeconds(),
                details.input(),
                null);
    }

    private static ScheduledTask function(HistoryEvent event, LambdaFunctionScheduledEventDetails details) {
        return new ScheduledTask(
                event.id(),
                event.timestamp(),
                OpenTask.Kind.CALL,
                details.resource(),
                details.timeoutInSeconds(),
                null,
                details.input(),
                null);
    }

    private static Optional<Duration> seconds(@Nullable Long seconds) {
        return Optional.ofNullable(seconds)
                .filter(value -> value > 0 && value < NO_TIMEOUT)
                .map(Duration::ofSeconds);
    }
}
