package dev.tasktoken.simulation;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A batch of messages as a function is given it, and its partial batch response. */
final class LambdaBatch {
    private static final String ARN = "arn:aws:sqs:eu-west-1:123456789012:orders";

    private LambdaBatch() {}

    static SQSEvent of(List<Message> messages, boolean isFifo) {
        SQSEvent event = new SQSEvent();
        event.setRecords(
                messages.stream().map(message -> record(message, isFifo)).toList());
        return event;
    }

    private static SQSEvent.SQSMessage record(Message message, boolean isFifo) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Map.Entry<MessageSystemAttributeName, String> entry :
                message.attributes().entrySet()) {
            attributes.put(entry.getKey().toString(), entry.getValue());
        }
        if (isFifo) {
            attributes.put("MessageGroupId", "the only group");
        }
        SQSEvent.SQSMessage record = new SQSEvent.SQSMessage();
        record.setMessageId(message.messageId());
        record.setReceiptHandle(message.receiptHandle());
        record.setBody(message.body());
        record.setEventSource("aws:sqs");
        record.setEventSourceArn(ARN + (isFifo ? ".fifo" : ""));
        record.setAttributes(attributes);
        return record;
    }

    static Set<String> failed(SQSBatchResponse response) {
        return response.getBatchItemFailures().stream()
                .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .collect(Collectors.toSet());
    }
}
