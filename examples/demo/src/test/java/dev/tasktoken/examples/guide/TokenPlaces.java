package dev.tasktoken.examples.guide;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.delivery.TypedEnvelope;
import dev.tasktoken.examples.guide.Shop.Cards;
import dev.tasktoken.examples.guide.Shop.Order;
import dev.tasktoken.processor.CallbackProcessor;
import java.util.List;

/** The code of docs/finding-the-token.md; {@code FindingTheTokenGuideTest} runs it. */
public final class TokenPlaces {
    private TokenPlaces() {}

    public static CallbackProcessor<Order> payloadInside(TokenResponder responder, Cards cards) {
        CallbackProcessor<Order> processor = CallbackProcessor.builder(responder, Order.class)
                .reader(CallbackReader.builder().payloadAt("/input").build())
                .handler(cards::charge)
                .build();
        return processor;
    }

    /** By pointer, by attribute and by a function. */
    public static List<CallbackReader> named() {
        CallbackReader byPointer =
                CallbackReader.builder().tokenAt("/meta/resume").build();
        CallbackReader byAttribute =
                CallbackReader.builder().tokenInAttribute("resume").build();
        CallbackReader byFunction = CallbackReader.builder()
                .tokenBy(message -> message.at("/jobs/0/token").textValue())
                .build();
        return List.of(byPointer, byAttribute, byFunction);
    }

    public static AnswerOutcome byHand(String body, TokenResponder responder, Cards cards) {
        TypedEnvelope<Order> message = CallbackReader.standard().read(Delivery.of(body), Order.class);
        return responder.succeed(message, cards.charge(message.payload()));
    }
}
