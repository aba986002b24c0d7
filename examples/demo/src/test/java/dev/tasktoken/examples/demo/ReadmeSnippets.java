package dev.tasktoken.examples.demo;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.sqs.SqsMessages;
import software.amazon.awssdk.services.sqs.model.Message;

/** The README's Java that stands in no example of its own, so that it compiles. */
final class ReadmeSnippets {
    private ReadmeSnippets() {}

    record Order(String id) {}

    static void byHand(Message message, TokenResponder responder) {
        CallbackEnvelope envelope = SqsMessages.read(message);
        responder.succeed(envelope, ship(envelope.payload(Order.class)));
    }

    private static String ship(Order order) {
        return "parcel for " + order.id();
    }
}
