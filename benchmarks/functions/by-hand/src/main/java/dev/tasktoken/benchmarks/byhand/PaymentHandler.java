package dev.tasktoken.benchmarks.byhand;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * The payment function as a careful engineer writes it with the SDK and Jackson: made once and kept, a tree for the
 * token, a record for the order, the failure reported by name, and a batch response with the records to be redelivered.
 */
public final class PaymentHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentHandler.class);

    private final ObjectMapper mapper = new ObjectMapper();
    private final SfnClient sfn = SfnClient.create();

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            try {
                process(message.getBody());
            } catch (JsonProcessingException | SdkException | IllegalArgumentException e) {
                LOG.warn("{} is redelivered: {}", message.getMessageId(), e.getClass());
                failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }

    private void process(String body) throws JsonProcessingException {
        JsonNode json = mapper.readTree(body);
        JsonNode token = json.get("myTaskToken");
        if (token == null || !token.isTextual()) {
            throw new IllegalArgumentException("There is no task token");
        }
        PaymentOrder order = mapper.treeToValue(json, PaymentOrder.class);
        try {
            String output = mapper.writeValueAsString(Payments.charge(order));
            sfn.sendTaskSuccess(request -> request.taskToken(token.textValue()).output(output));
        } catch (CardDeclinedException e) {
            sfn.sendTaskFailure(request -> request.taskToken(token.textValue())
                    .error("Failed to process payment")
                    .cause(e.getMessage()));
        }
    }
}
