package dev.tasktoken.lambda;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.pending.JobEvents;
import dev.tasktoken.pending.PendingTasks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers tasks by the completion events of jobs, from a queue, a topic or an EventBridge rule. What fails is
 * redelivered; the first event of a job counts, so that a second one is harmless. Stateless and thread-safe.
 *
 * <pre>{@code
 * public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
 *     return JobEventRecords.signal(event, JOBS, pending);
 * }
 * }</pre>
 */
public final class JobEventRecords {
    private static final Logger LOG = LoggerFactory.getLogger(JobEventRecords.class);

    private JobEventRecords() {}

    /**
     * Signals the messages of a queue, each an event or an SNS notification around it.
     *
     * @param event as Lambda hands it in; its event source mapping needs {@code ReportBatchItemFailures}
     * @param jobs reads the events
     * @param pending where the tasks wait
     * @return the messages to be redelivered: their store or Step Functions did not answer, or they are no events of
     *     these jobs, which a redrive policy then takes to the dead-letter queue
     */
    public static SQSBatchResponse signal(SQSEvent event, JobEvents jobs, PendingTasks pending) {
        List<SQSBatchResponse.BatchItemFailure> failed = new ArrayList<>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            try {
                jobs.signal(message.getBody(), pending);
            } catch (RuntimeException e) {
                LOG.warn("The event {} was not taken: {}", message.getMessageId(), e.getMessage());
                failed.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failed);
    }

    /**
     * Signals the notifications of a topic.
     *
     * @param event as Lambda hands it in
     * @param jobs reads the events
     * @param pending where the tasks wait
     * @throws RuntimeException what the first notification failed with that failed, after the others were signalled;
     *     Lambda then retries all of them
     */
    public static void signal(SNSEvent event, JobEvents jobs, PendingTasks pending) {
        RuntimeException failure = null;
        for (SNSEvent.SNSRecord notification : event.getRecords()) {
            try {
                jobs.signal(notification.getSNS().getMessage(), pending);
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Signals the event of an EventBridge rule.
     *
     * @param event what a {@code RequestStreamHandler} is handed
     * @param jobs reads the events
     * @param pending where the tasks wait
     * @throws IOException if the stream cannot be read
     */
    public static void signal(InputStream event, JobEvents jobs, PendingTasks pending) throws IOException {
        jobs.signal(new String(event.readAllBytes(), StandardCharsets.UTF_8), pending);
    }
}
