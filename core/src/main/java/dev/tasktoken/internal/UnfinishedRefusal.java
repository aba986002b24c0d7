package dev.tasktoken.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.impl.UnknownSerializer;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import com.fasterxml.jackson.databind.util.ClassUtil;
import java.util.Set;

/**
 * Refuses to write an object that stands for a value: a mapper that knows nothing of it writes its properties, which
 * are not the value. A mapper that was taught to write it, by a module for instance, does.
 */
public final class UnfinishedRefusal extends BeanSerializerModifier {
    private static final long serialVersionUID = 1;

    /** By name, since most are of libraries that only their users have. */
    private static final Set<String> STAND_FOR_VALUES = Set.of(
            "java.util.concurrent.CompletionStage",
            "java.util.concurrent.Future",
            "java.util.concurrent.Flow$Publisher",
            "java.util.Optional",
            "java.util.OptionalDouble",
            "java.util.OptionalInt",
            "java.util.OptionalLong",
            "java.util.stream.BaseStream",
            "org.reactivestreams.Publisher",
            "io.reactivex.CompletableSource",
            "io.reactivex.MaybeSource",
            "io.reactivex.ObservableSource",
            "io.reactivex.SingleSource",
            "io.reactivex.rxjava3.core.CompletableSource",
            "io.reactivex.rxjava3.core.MaybeSource",
            "io.reactivex.rxjava3.core.ObservableSource",
            "io.reactivex.rxjava3.core.SingleSource",
            "io.smallrye.mutiny.Uni",
            "io.vertx.core.Future",
            "kotlin.Lazy",
            "kotlin.sequences.Sequence",
            "kotlinx.coroutines.Job",
            "kotlinx.coroutines.flow.Flow",
            "scala.concurrent.Future");

    /** A copy of the mapper that refuses. */
    public static ObjectMapper of(ObjectMapper mapper) {
        ObjectMapper refusing = mapper.copy();
        refusing.setSerializerFactory(refusing.getSerializerFactory().withSerializerModifier(new UnfinishedRefusal()));
        return refusing;
    }

    @Override
    public JsonSerializer<?> modifySerializer(
            SerializationConfig config, BeanDescription bean, JsonSerializer<?> serializer) {
        boolean isTaught = !(serializer instanceof BeanSerializerBase || serializer instanceof UnknownSerializer);
        return isTaught || !standsForAValue(bean.getBeanClass()) ? serializer : new Refusing();
    }

    private static boolean standsForAValue(Class<?> type) {
        boolean isLambda = type.isHidden() && type.isSynthetic();
        return isLambda
                || ClassUtil.findRawSuperTypes(type, null, true).stream()
                        .anyMatch(known -> STAND_FOR_VALUES.contains(known.getName()));
    }

    private static final class Refusing extends JsonSerializer<Object> {
        @Override
        public void serialize(Object value, JsonGenerator generator, SerializerProvider provider) throws Unfinished {
            throw new Unfinished(generator, value.getClass());
        }

        @Override
        public void serializeWithType(
                Object value, JsonGenerator generator, SerializerProvider provider, TypeSerializer type)
                throws Unfinished {
            serialize(value, generator, provider);
        }
    }

    /** Jackson adds where in the output it was. */
    public static final class Unfinished extends JsonMappingException {
        private static final long serialVersionUID = 1;

        private Unfinished(JsonGenerator generator, Class<?> type) {
            super(generator, type.getName() + " stands for a result and is not a result");
        }
    }
}
