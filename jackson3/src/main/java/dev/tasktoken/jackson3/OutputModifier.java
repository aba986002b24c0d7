package dev.tasktoken.jackson3;

import com.fasterxml.jackson.core.TreeNode;
import dev.tasktoken.JsonCodec;
import dev.tasktoken.internal.StandIns;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.impl.UnknownSerializer;
import tools.jackson.databind.ser.impl.UnsupportedTypeSerializer;
import tools.jackson.databind.ser.jdk.IterableSerializer;

/**
 * Writes trees of Jackson 2 as the JSON that they are, and refuses objects that stand for a value: a mapper that knows
 * nothing of either writes their properties. A mapper that was taught to write them, by a module for instance, does.
 */
final class OutputModifier extends ValueSerializerModifier {
    private static final long serialVersionUID = 1;

    static JacksonModule module() {
        return new SimpleModule("tasktoken-outputs").setSerializerModifier(new OutputModifier());
    }

    @Override
    public ValueSerializer<?> modifySerializer(
            SerializationConfig config, BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
        Class<?> type = bean.getBeanClass();
        if (isTaught(serializer)) {
            return serializer;
        }
        if (TreeNode.class.isAssignableFrom(type)) {
            return new Tree();
        }
        return StandIns.contains(type) ? new Refusing() : serializer;
    }

    /** These write an object's properties or elements, and not what the object stands for. */
    private static boolean isTaught(ValueSerializer<?> serializer) {
        return !(serializer instanceof BeanSerializerBase
                || serializer instanceof IterableSerializer
                || serializer instanceof UnknownSerializer
                || serializer instanceof UnsupportedTypeSerializer);
    }

    private abstract static class Untyped extends ValueSerializer<Object> {
        @Override
        public void serializeWithType(
                Object value, JsonGenerator generator, SerializationContext context, TypeSerializer type) {
            serialize(value, generator, context);
        }
    }

    private static final class Refusing extends Untyped {
        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            throw new Refused(generator, StandIns.problem(value.getClass()));
        }
    }

    private static final class Tree extends Untyped {
        private static final JsonCodec JACKSON_2 = JsonCodec.standard();

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            try {
                JACKSON_2.write(value, json);
            } catch (Exception e) {
                throw new Refused(generator, JACKSON_2.describe(e));
            }
            generator.writeRawValue(json.toString(StandardCharsets.UTF_8));
        }
    }

    /** Says what may be shown; Jackson adds where in the output it was. */
    static final class Refused extends DatabindException {
        private static final long serialVersionUID = 1;

        private Refused(JsonGenerator generator, String problem) {
            super(generator, problem);
        }
    }
}
