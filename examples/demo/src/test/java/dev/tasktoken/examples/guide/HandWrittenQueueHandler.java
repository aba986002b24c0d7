package dev.tasktoken.examples.guide;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tasktoken.examples.guide.Shop.Cards;
import dev.tasktoken.examples.guide.Shop.Order;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Before the move: docs/migrating.md says what is wrong with it, and {@code MigratingQueueHandlerTest} shows it. */
public final class HandWrittenQueueHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final ObjectMapper mapper = new ObjectMapper();
    private final SfnClient sfn;
    private final Cards cards;

    public HandWrittenQueueHandler(SfnClient sfn, Cards cards) {
        this.sfn = sfn;
        this.cards = cards;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<BatchItemFailure> failures = new ArrayList<>();
        for (SQSMessage message : event.getRecords()) {
            try {
                answer(mapper.readTree(message.getBody()));
            } catch (Exception e) {
                failures.add(new BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }

    private void answer(JsonNode body) {
        String token = body.get("taskToken").asText();
        try {
            Order order =
                    new Order(body.get("orderId").asText(), body.get("cents").asInt());
            String receipt = mapper.writeValueAsString(cards.charge(order));
            sfn.sendTaskSuccess(success -> success.taskToken(token).output(receipt));
        } catch (Exception e) {
            sfn.sendTaskFailure(failure ->
                    failure.taskToken(token).error(e.getClass().getName()).cause(e.getMessage()));
        }
    }
}
