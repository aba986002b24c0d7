package dev.tasktoken.examples.guide;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.tasktoken.examples.guide.Shop.Printer;
import java.util.Map;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Before the move: docs/migrating.md says what is wrong with it, and {@code MigratingPrinterTest} shows it. */
@SuppressWarnings("NullAway") // as such functions are written
public final class HandWrittenFunction implements RequestHandler<Map<String, Object>, String> {
    private final SfnClient sfn;
    private final Printer printer;

    public HandWrittenFunction(SfnClient sfn, Printer printer) {
        this.sfn = sfn;
        this.printer = printer;
    }

    @Override
    public String handleRequest(Map<String, Object> payload, Context context) {
        String token = (String) payload.get("taskToken");
        String label = printer.label((String) payload.get("orderId"));
        sfn.sendTaskSuccess(success -> success.taskToken(token).output(label));
        return label;
    }
}
