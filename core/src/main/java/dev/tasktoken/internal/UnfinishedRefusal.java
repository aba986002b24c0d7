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
import java.util.Set;

/**
 * Refuses to write an object that stands for a value, or a tree of Jackson 3: a mapper that knows nothing of it writes
 * its properties, which are not the value. A mapper that was taught to write it, by a module for instance, does.
 */
public final class UnfinishedRefusal extends BeanSerializerModifier {
    private static final long serialVersionUID = 1;

    private static final Set<String> TREES_OF_JACKSON_3 = Set.of("tools.jackson.core.TreeNode");

    /** A copy of the mapper that refuses. */
    public static ObjectMapper of(ObjectMapper mapper) {
        ObjectMapper refusing = mapper.copy();
        refusing.setSerializerFactory(refusing.getSerializerFactory().withSerializerModifier(new UnfinishedRefusal()));
        return refusing;
    }

    @Override
    public JsonSerializer<?> modifySerializer(
            SerializationConfig config, BeanDescription bean, JsonSerializer<?> serializer) {
        Class<?> type = bean.getBeanClass();
        boolean isTaught = !(serializer instanceof BeanSerializerBase || serializer instanceof UnknownSerializer);
        if (!isTaught && StandIns.contains(type)) {
            return new Refusing(StandIns.problem(type));
        }
        return !isTaughtTree(serializer) && StandIns.isAny(type, TREES_OF_JACKSON_3)
                ? new Refusing(type.getName() + " is a tree of Jackson 3, which a mapper of Jackson 2 cannot write:"
                        + " use a codec of tasktoken-jackson3, or the tree's text")
                : serializer;
    }

    /** They can be iterated over, too. */
    private static boolean isTaughtTree(JsonSerializer<?> serializer) {
        return !serializer.getClass().getName().startsWith("com.fasterxml.jackson.databind.ser.");
    }

    private static final class Refusing extends JsonSerializer<Object> {
        private final String problem;

        Refusing(String problem) {
            this.problem = problem;
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializerProvider provider) throws Unfinished {
            throw new Unfinished(generator, problem);
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

        private Unfinished(JsonGenerator generator, String problem) {
            super(generator, problem);
        }
    }
}
