package dev.tasktoken.testkit.internal.functions;

import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.databind.JavaType;
import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.databind.ObjectMapper;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.lang.reflect.Type;
import java.util.List;

/**
 * How Lambda's Java runtime reads events and writes results (runtime client 2.9.0, EventHandlerLoader): the events of
 * {@code aws-lambda-java-events} by the serializers made for them, everything else by Lambda's own Jackson.
 */
public final class RuntimeSerializers {
    private RuntimeSerializers() {}

    /** Reads an event as the runtime does for a handler of this type. */
    public static <T> T read(String json, Class<T> event) {
        return event.cast(of(type(event)).fromJson(json));
    }

    static PojoSerializer<?> of(JavaType type) {
        Class<?> raw = type.getRawClass();
        return LambdaEventSerializers.isLambdaSupportedEvent(raw.getName())
                ? LambdaEventSerializers.serializerFor(raw, raw.getClassLoader())
                : JacksonFactory.getInstance().getSerializer((Type) type);
    }

    static JavaType type(Class<?> type) {
        return mapper().constructType(type);
    }

    /** What a class says of the parameters of an interface; a lambda says nothing. */
    static List<JavaType> parameters(Class<?> type, Class<?> ofInterface) {
        return List.of(type(type).findTypeParameters(ofInterface));
    }

    private static ObjectMapper mapper() {
        return JacksonFactory.getInstance().getMapper();
    }
}
