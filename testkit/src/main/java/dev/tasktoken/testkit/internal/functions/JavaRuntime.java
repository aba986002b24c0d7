package dev.tasktoken.testkit.internal.functions;

import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.databind.JavaType;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs handlers of Lambda's own types as Lambda's Java runtime does: JSON text in, JSON text out. */
public final class JavaRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(JavaRuntime.class);

    private JavaRuntime() {}

    public static FunctionHandler stream(RequestStreamHandler handler, Supplier<Context> contexts) {
        return payload -> {
            ByteArrayOutputStream result = new ByteArrayOutputStream();
            byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
            handler.handleRequest(new ByteArrayInputStream(bytes), result, contexts.get());
            return result.toString(StandardCharsets.UTF_8);
        };
    }

    /** A handler whose class says which event it takes. */
    public static FunctionHandler pojo(RequestHandler<?, ?> handler, Supplier<Context> contexts) {
        List<JavaType> types = RuntimeSerializers.parameters(handler.getClass(), RequestHandler.class);
        if (types.isEmpty()) {
            throw new IllegalArgumentException(
                    "a lambda does not say which event it takes: register(name, handler, SQSEvent.class) does");
        }
        return pojo(handler, types.get(0), types.get(1), contexts);
    }

    /** A handler of a given event. */
    public static FunctionHandler pojo(RequestHandler<?, ?> handler, Class<?> event, Supplier<Context> contexts) {
        List<JavaType> types = RuntimeSerializers.parameters(handler.getClass(), RequestHandler.class);
        JavaType result = types.isEmpty() ? RuntimeSerializers.type(Object.class) : types.get(1);
        return pojo(handler, RuntimeSerializers.type(event), result, contexts);
    }

    @SuppressWarnings("unchecked") // the serializers are those of the handler's own types
    private static FunctionHandler pojo(
            RequestHandler<?, ?> handler, JavaType event, JavaType result, Supplier<Context> contexts) {
        RequestHandler<Object, Object> any = (RequestHandler<Object, Object>) handler;
        PojoSerializer<Object> events = (PojoSerializer<Object>) RuntimeSerializers.of(event);
        PojoSerializer<Object> results = (PojoSerializer<Object>) RuntimeSerializers.of(result);
        return payload -> {
            Object read = read(payload, event, events);
            return write(any.handleRequest(read, contexts.get()), results);
        };
    }

    private static Object read(String payload, JavaType type, PojoSerializer<Object> events) {
        try {
            return events.fromJson(payload);
        } catch (RuntimeException e) {
            // Neither Lambda's message nor the service's says more, and the reason would quote the event.
            LOG.warn("An event does not fit {}; Lambda's runtime reads no records", type.toCanonical());
            throw new RuntimeException("An error occurred during JSON parsing", e);
        }
    }

    private static String write(@Nullable Object result, PojoSerializer<Object> results) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try {
            results.toJson(result, json);
        } catch (RuntimeException e) {
            throw new RuntimeException("An error occurred during JSON serialization of response", e);
        }
        return json.toString(StandardCharsets.UTF_8);
    }
}
