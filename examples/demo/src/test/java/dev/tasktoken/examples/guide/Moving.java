package dev.tasktoken.examples.guide;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.examples.guide.Shop.Cards;
import dev.tasktoken.examples.guide.Shop.Order;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.DuplicateCheck;
import software.amazon.awssdk.services.sfn.SfnClient;

/** What keeps a state machine from noticing the move; {@code MigratingQueueHandlerTest} runs it. */
public final class Moving {
    private Moving() {}

    public static TokenResponder keepingTheCauses(SfnClient sfn) {
        return TokenResponder.builder()
                .client(sfn)
                .failureMapper(e -> new TaskFailure(e.getClass().getName(), String.valueOf(e.getMessage())))
                .build();
    }

    public static CallbackProcessor<Order> ignoringWhatIsUnknown(TokenResponder responder, Cards cards) {
        JsonMapper mapper = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
        return CallbackProcessor.builder(responder, Order.class)
                .reader(CallbackReader.builder().mapper(mapper).build())
                .handler(cards::charge)
                .build();
    }

    public static CallbackProcessor<Order> askingAlways(TokenResponder responder, Cards cards) {
        return CallbackProcessor.builder(responder, Order.class)
                .duplicateCheck(DuplicateCheck.ALWAYS)
                .handler(cards::charge)
                .build();
    }
}
