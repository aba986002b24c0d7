package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.NumberField;
import dev.tasktoken.testkit.internal.expressions.Scope;
import java.time.Duration;
import java.util.Optional;

/** How long a task may take and how often it must give a sign of life. */
public record TaskLimits(Optional<NumberField> timeout, Optional<NumberField> heartbeat) {
    /** The longest a definition may ask for, and what holds without TimeoutSeconds: the execution ends earlier. */
    private static final int MOST_SECONDS = 99_999_999;

    static TaskLimits read(AslObject asl) {
        TaskLimits limits = new TaskLimits(
                NumberField.read(asl, "TimeoutSeconds", 1, MOST_SECONDS),
                NumberField.read(asl, "HeartbeatSeconds", 1, MOST_SECONDS));
        int timeout = constant(asl, "TimeoutSeconds").orElse(MOST_SECONDS);
        if (constant(asl, "HeartbeatSeconds").filter(beat -> beat >= timeout).isPresent()) {
            asl.report("HeartbeatSeconds must be smaller than TimeoutSeconds", "HeartbeatSeconds");
        }
        return limits;
    }

    public Resolved resolve(JsonNode input, Scope scope) {
        return new Resolved(
                timeout.map(field -> field.value(input, scope)), heartbeat.map(field -> field.value(input, scope)));
    }

    private static Optional<Integer> constant(AslObject asl, String field) {
        return asl.value(field).filter(JsonNode::isIntegralNumber).map(JsonNode::intValue);
    }

    /** The limits of one attempt, in seconds; without a timeout only the execution's own year ends it. */
    public record Resolved(Optional<Integer> timeoutSeconds, Optional<Integer> heartbeatSeconds) {
        public Optional<Duration> timeout() {
            return timeoutSeconds.map(Duration::ofSeconds);
        }

        public Optional<Duration> heartbeat() {
            return heartbeatSeconds.map(Duration::ofSeconds);
        }
    }
}
