package dev.tasktoken.testkit.internal.functions;

import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Invokes a function with a batch of a queue and deletes what it has done. What failed stays where it is, hidden until
 * its visibility timeout ends.
 */
record BatchInvocation(FunctionRegistry functions, String function, EventQueue queue, boolean reportsItemFailures) {
    private static final Logger LOG = LoggerFactory.getLogger(BatchInvocation.class);

    void invoke(List<Message> batch) {
        Set<String> ids = batch.stream().map(Message::messageId).collect(Collectors.toSet());
        Set<String> failed = failed(batch, ids);
        queue.delete(batch.stream()
                .filter(message -> !failed.contains(message.messageId()))
                .toList());
    }

    private Set<String> failed(List<Message> batch, Set<String> ids) {
        try {
            BatchResponse response = BatchResponse.of(functions.invoke(function, SqsEventJson.of(batch, queue.arn())));
            if (reportsItemFailures) {
                return response.failed(ids);
            }
            warnOfIgnored(response);
            return Set.of();
        } catch (StateFailure failure) {
            LOG.warn(
                    "Function {} failed with {}: its batch of {} stays in {} and is redelivered after the visibility"
                            + " timeout",
                    function,
                    failure.error().error(),
                    ids.size(),
                    queue.url());
            return ids;
        }
    }

    private void warnOfIgnored(BatchResponse response) {
        if (response.hasFailures()) {
            LOG.warn(
                    "Function {} returned batchItemFailures, but they are ignored and all messages deleted, because the"
                            + " mapping of {} does not have ReportBatchItemFailures:"
                            + " QueueMapping.reportBatchItemFailures()",
                    function,
                    queue.url());
        }
    }
}
