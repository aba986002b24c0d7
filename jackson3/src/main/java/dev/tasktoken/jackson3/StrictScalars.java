package dev.tasktoken.jackson3;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.type.ArrayType;
import tools.jackson.databind.type.LogicalType;

/**
 * Refuses what no setting of Jackson's does: the texts {@code null}, {@code NaN} and {@code Infinity} for a number or a
 * boolean, and numbers so large that they would be infinite.
 */
final class StrictScalars extends ValueDeserializerModifier {
    private static final long serialVersionUID = 1;

    private static final Set<LogicalType> SCALARS =
            EnumSet.of(LogicalType.Integer, LogicalType.Float, LogicalType.Boolean);

    /** To Jackson the first is null, wherever null may be, and the second an array without elements. */
    private static final Set<String> NO_NUMBERS = Set.of("null", "");

    @Override
    public ValueDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription.Supplier type, ValueDeserializer<?> deserializer) {
        return SCALARS.contains(deserializer.logicalType()) ? new Strict(deserializer) : deserializer;
    }

    @Override
    public ValueDeserializer<?> modifyArrayDeserializer(
            DeserializationConfig config,
            ArrayType type,
            BeanDescription.Supplier description,
            ValueDeserializer<?> array) {
        boolean isFloating = type.hasRawClass(double[].class) || type.hasRawClass(float[].class);
        return isFloating ? new Strict(array) : array;
    }

    private static final class Strict extends DelegatingDeserializer {
        Strict(ValueDeserializer<?> deserializer) {
            super(deserializer);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> deserializer) {
            return new Strict(deserializer);
        }

        /** To Jackson 3.3, a primitive that is missing is 0; 3.1 refused it. */
        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return getNullValue(context);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.hasToken(JsonToken.VALUE_STRING)
                    && NO_NUMBERS.contains(parser.getString().strip())) {
                return context.reportInputMismatch(this, "not a number");
            }
            Object value = super.deserialize(parser, context);
            return isFinite(value) ? value : context.reportInputMismatch(this, "not a finite number");
        }

        private static boolean isFinite(Object value) {
            if (value instanceof double[] doubles) {
                return Arrays.stream(doubles).allMatch(Double::isFinite);
            }
            if (value instanceof float[] floats) {
                return IntStream.range(0, floats.length).allMatch(i -> Float.isFinite(floats[i]));
            }
            return !(value instanceof Double || value instanceof Float)
                    || Double.isFinite(((Number) value).doubleValue());
        }
    }
}
