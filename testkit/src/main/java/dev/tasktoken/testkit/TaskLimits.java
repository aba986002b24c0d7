package dev.tasktoken.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** How long a task may take and how often it must give a sign of life, as numbers or as paths to numbers. */
record TaskLimits(
        Optional<Integer> timeout,
        Optional<DataPath> timeoutPath,
        Optional<Integer> heartbeat,
        Optional<DataPath> heartbeatPath) {
    /** The longest a definition may ask for, and what holds without TimeoutSeconds: the execution ends earlier. */
    private static final int MOST_SECONDS = 99_999_999;

    static TaskLimits read(AslObject asl) {
        asl.refuseBoth("TimeoutSeconds", "TimeoutSecondsPath");
        asl.refuseBoth("HeartbeatSeconds", "HeartbeatSecondsPath");
        TaskLimits limits = new TaskLimits(
                asl.integer("TimeoutSeconds", 1, MOST_SECONDS),
                path(asl, "TimeoutSecondsPath"),
                asl.integer("HeartbeatSeconds", 1, MOST_SECONDS),
                path(asl, "HeartbeatSecondsPath"));
        if (limits.heartbeat.isPresent() && limits.heartbeat.get() >= limits.timeout.orElse(MOST_SECONDS)) {
            throw asl.refuse("HeartbeatSeconds must be smaller than TimeoutSeconds", "HeartbeatSeconds");
        }
        return limits;
    }

    Resolved resolve(JsonNode input, JsonNode context) {
        return new Resolved(
                timeoutPath.map(path -> path.readSeconds(input, context)).or(() -> timeout),
                heartbeatPath.map(path -> path.readSeconds(input, context)).or(() -> heartbeat));
    }

    private static Optional<DataPath> path(AslObject asl, String field) {
        return asl.optionalText(field).map(text -> DataPath.compile(asl, field, text));
    }

    /** The limits of one attempt, in seconds; without a timeout only the execution's own year ends it. */
    record Resolved(Optional<Integer> timeoutSeconds, Optional<Integer> heartbeatSeconds) {
        Optional<Duration> timeout() {
            return timeoutSeconds.map(Duration::ofSeconds);
        }

        Optional<Duration> heartbeat() {
            return heartbeatSeconds.map(Duration::ofSeconds);
        }
    }
}
