package dev.tasktoken.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.testkit.RecordingResponder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Supplier;

/** A function of each stream handler, called once; loaded where Lambda's event classes are not. */
public final class StreamFunctions implements Supplier<String> {
    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final CallbackProcessor<Orders.Order> processor =
            CallbackProcessor.of(stepFunctions.responder(), Orders.Order.class, order -> Map.of("number", 7));

    private static final class OfQueue extends SqsStreamHandler {
        OfQueue(CallbackProcessor<?> processor) {
            super(processor);
        }
    }

    private static final class OfPayload extends CallbackStreamHandler {
        OfPayload(CallbackProcessor<?> processor) {
            super(processor);
        }
    }

    /** Returns what both returned, and how many answers they sent. */
    @Override
    public String get() {
        String batch = "{\"Records\":[{\"messageId\":\"m-1\",\"body\":" + quoted(Orders.body(1))
                + "},{\"messageId\":\"m-2\",\"body\":\"not JSON\"}]}";
        return call(new OfQueue(processor), batch) + " " + call(new OfPayload(processor), Orders.body(2)) + ": "
                + stepFunctions.answers().size() + " answers";
    }

    private static String quoted(String json) {
        return "\"" + json.replace("\"", "\\\"") + "\"";
    }

    private static String call(RequestStreamHandler function, String event) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            function.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), output, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return output.toString(UTF_8);
    }
}
