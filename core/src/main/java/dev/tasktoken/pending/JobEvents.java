package dev.tasktoken.pending;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.internal.LogText;
import dev.tasktoken.internal.TextCut;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the completion events of a service: which job, and whether it succeeded. {@link #signal} answers the tasks that
 * wait for the job. The job's id is where the state started it; no event needs a task token, so give none to the job.
 * An event of AWS Batch quotes the job's parameters and environment, and events are stored; {@link PendingTasks#signal}
 * says which tokens it notices.
 *
 * <p>A message may be the event itself, as EventBridge delivers it, or an SNS notification around it. A success has the
 * event as its output; a failure has the error {@link #failAs} and the event as its cause. An event with any other
 * status, for instance of a job that runs, is passed over. Immutable and thread-safe.
 *
 * <pre>{@code
 * JobEvents textract = JobEvents.of("/JobId", "/Status").succeeded("SUCCEEDED").failed("FAILED");
 * JobEvents batch = JobEvents.of("/detail/jobId", "/detail/status").succeeded("SUCCEEDED").failed("FAILED");
 * batch.signal(message, pending);
 * }</pre>
 */
public final class JobEvents {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The service's own limit of a cause, in characters. */
    private static final int LONGEST_CAUSE = 32_768;

    private final JsonPointer job;
    private final JsonPointer status;
    private final Set<String> succeeded;
    private final Set<String> failed;
    private final String error;

    private JobEvents(JsonPointer job, JsonPointer status, Set<String> succeeded, Set<String> failed, String error) {
        this.job = job;
        this.status = status;
        this.succeeded = succeeded;
        this.failed = failed;
        this.error = error;
    }

    /**
     * Says where job and status are in an event.
     *
     * @param job a JSON Pointer to the job's id, the text that {@link PendingTaskInfo.Builder#event} was given
     * @param status a JSON Pointer to the status
     * @return events of which none is a completion yet: name the statuses
     * @throws IllegalArgumentException if a pointer is none
     */
    public static JobEvents of(String job, String status) {
        return new JobEvents(JsonPointer.compile(job), JsonPointer.compile(status), Set.of(), Set.of(), "JobFailed");
    }

    /**
     * Names the statuses of a job that succeeded.
     *
     * @param statuses as the events write them
     * @return such events
     */
    public JobEvents succeeded(String... statuses) {
        return new JobEvents(job, status, more(succeeded, statuses), failed, error);
    }

    /**
     * Names the statuses of a job that failed.
     *
     * @param statuses as the events write them
     * @return such events
     */
    public JobEvents failed(String... statuses) {
        return new JobEvents(job, status, succeeded, more(failed, statuses), error);
    }

    /**
     * Sets the error name of failures, which {@code Retry} and {@code Catch} match; {@code JobFailed} unless set.
     *
     * @param error at most 256 characters
     * @return such events
     */
    public JobEvents failAs(String error) {
        return new JobEvents(job, status, succeeded, failed, error);
    }

    /**
     * Answers all tasks that wait for the job, or keeps the event for those that are parked later.
     *
     * @param message an event, or an SNS notification around it
     * @param pending where the tasks wait
     * @return the outcomes, as {@link PendingTasks#signal} says; empty also if the event is no completion
     * @throws IllegalArgumentException if the message is not JSON, or has no job's id or no status: another event was
     *     routed here
     */
    public Map<String, DecisionOutcome> signal(String message, PendingTasks pending) {
        JsonNode event = event(message);
        String id = text(event, job, "job's id");
        return decision(event).map(decision -> pending.signal(id, decision)).orElse(Map.of());
    }

    private Optional<Decision> decision(JsonNode event) {
        String ended = text(event, status, "status");
        if (succeeded.contains(ended)) {
            return Optional.of(new Decision.Success(event.toString()));
        }
        return failed.contains(ended)
                ? Optional.of(new Decision.Failure(error, TextCut.marked(event.toString(), LONGEST_CAUSE)))
                : Optional.empty();
    }

    private static JsonNode event(String message) {
        JsonNode read = parse(message);
        return read.path("Type").asText().equals("Notification")
                        && read.path("Message").isTextual()
                ? parse(read.path("Message").textValue())
                : read;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The message is not JSON"); // Jackson's exception would quote it
        }
    }

    private static String text(JsonNode event, JsonPointer place, String what) {
        JsonNode value = event.at(place);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("The event has no " + what + " at " + LogText.path(place, 100));
        }
        return value.textValue();
    }

    private static Set<String> more(Set<String> some, String... others) {
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(Set.of(others));
        return Set.copyOf(all);
    }
}
