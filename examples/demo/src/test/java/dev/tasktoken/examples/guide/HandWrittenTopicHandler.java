package dev.tasktoken.examples.guide;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tasktoken.examples.guide.Shop.Printer;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Before the move: docs/migrating.md says what is wrong with it, and {@code MigratingPrinterTest} shows it. */
public final class HandWrittenTopicHandler implements RequestHandler<SNSEvent, @Nullable Void> {
    private final ObjectMapper mapper = new ObjectMapper();
    private final SfnClient sfn;
    private final Printer printer;

    public HandWrittenTopicHandler(SfnClient sfn, Printer printer) {
        this.sfn = sfn;
        this.printer = printer;
    }

    @Override
    public @Nullable Void handleRequest(SNSEvent event, Context context) {
        String text = event.getRecords().get(0).getSNS().getMessage();
        try {
            JsonNode message = mapper.readTree(text);
            String token = message.get("taskToken").asText();
            String label = printer.label(message.get("orderId").asText());
            String output = mapper.writeValueAsString(Map.of("label", label));
            sfn.sendTaskSuccess(success -> success.taskToken(token).output(output));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        return null;
    }
}
