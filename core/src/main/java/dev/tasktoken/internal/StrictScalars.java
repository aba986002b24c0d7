package dev.tasktoken.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.type.ArrayType;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Refuses what no setting of Jackson's does: the texts {@code null}, {@code NaN} and {@code Infinity} for a number or a
 * boolean, and numbers so large that they would be infinite.
 */
public final class StrictScalars extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1;

    private static final Set<LogicalType> SCALARS =
            EnumSet.of(LogicalType.Integer, LogicalType.Float, LogicalType.Boolean);

    /** To Jackson the first is null, wherever null may be, and the second an array without elements. */
    private static final Set<String> NO_NUMBERS = Set.of("null", "");

    @Override
    public JsonDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription type, JsonDeserializer<?> deserializer) {
        return SCALARS.contains(deserializer.logicalType()) ? new Strict(deserializer) : deserializer;
    }

    @Override
    public JsonDeserializer<?> modifyArrayDeserializer(
            DeserializationConfig config, ArrayType type, BeanDescription description, JsonDeserializer<?> array) {
        boolean isFloating = type.hasRawClass(double[].class) || type.hasRawClass(float[].class);
        return isFloating ? new Strict(array) : array;
    }

    private static final class Strict extends DelegatingDeserializer {
        private static final long serialVersionUID = 1;

        Strict(JsonDeserializer<?> deserializer) {
            super(deserializer);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> deserializer) {
            return new Strict(deserializer);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.hasToken(JsonToken.VALUE_STRING)
                    && NO_NUMBERS.contains(parser.getText().strip())) {
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
