package dev.tasktoken.examples.spring;

import static io.awspring.cloud.sqs.annotation.SqsListenerAcknowledgementMode.MANUAL;

import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.sqs.SqsMessages;
import dev.tasktoken.sqs.SqsVisibility;
import io.awspring.cloud.sqs.annotation.SqsListener;
import io.awspring.cloud.sqs.listener.acknowledgement.Acknowledgement;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Takes the SDK's own message, so that attributes and receive count are read too. A message that is not acknowledged is
 * redelivered, and finally moves to the dead-letter queue.
 */
@Component
final class PaymentListener {
    private final CallbackProcessor<Payment> processor;
    private final SqsVisibility visibility;

    PaymentListener(CallbackProcessor<Payment> processor, SqsVisibility visibility) {
        this.processor = processor;
        this.visibility = visibility;
    }

    @SqsListener(
            queueNames = "${payments.queue-url}",
            messageVisibilitySeconds = "${payments.visibility-seconds}",
            acknowledgementMode = MANUAL)
    void onMessage(Message message, Acknowledgement acknowledgement) {
        if (SqsMessages.process(message, processor, visibility).isAcknowledged()) {
            acknowledgement.acknowledge();
        }
    }
}
