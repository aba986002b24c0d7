package dev.tasktoken.jackson3;

import dev.tasktoken.internal.LogText;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * What may be said of an exception of Jackson's: its path and types, in core's words. Its message quotes values, and
 * values may be tokens or card numbers.
 *
 * @param path where, in the form {@code items[2].price}; empty at the root
 * @param what the kind of problem
 */
record BindingProblem(String path, String what) {
    private static final int LONGEST_PATH = 200;

    /** What Jackson begins with where a primitive would be made of nothing; no value is in it. */
    private static final String NULL_FOR_PRIMITIVE = "Cannot map `null` into type ";

    /** What Jackson begins with where it was set to find repeated keys. */
    private static final String DUPLICATE = "Duplicate ";

    static BindingProblem of(JacksonException thrown, DeserializationConfig config) {
        return new BindingProblem(pathOf(thrown), whatOf(thrown, config));
    }

    String description() {
        return path.isEmpty() ? what : "at '" + path + "': " + what;
    }

    private static String pathOf(JacksonException thrown) {
        String path = thrown.getPath().stream()
                .map(step -> step.getPropertyName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + LogText.name(step.getPropertyName()))
                .collect(Collectors.joining());
        return LogText.text(path.startsWith(".") ? path.substring(1) : path, LONGEST_PATH);
    }

    private static String whatOf(JacksonException thrown, DeserializationConfig config) {
        if (thrown instanceof OutputModifier.Refused refused) {
            return refused.getOriginalMessage();
        }
        if (thrown instanceof UnrecognizedPropertyException) {
            return "unknown property";
        }
        if (thrown instanceof InvalidTypeIdException unknown) {
            return KnownSubtypes.problem(unknown, config);
        }
        if (thrown instanceof InvalidDefinitionException definition && definition.getType() != null) {
            return unknownType(definition.getType());
        }
        if (thrown instanceof MismatchedInputException mismatch
                && mismatch.getTargetType() != null
                && thrown.getCause() == null) {
            return mismatched(mismatch);
        }
        return thrown instanceof DatabindException ? ofCause(rootOf(thrown)) : ofCause(thrown);
    }

    private static String unknownType(JavaType type) {
        String what = "Jackson does not know how to handle " + type.toCanonical();
        return type.getRawClass().getName().startsWith("com.fasterxml.jackson.")
                ? what + ", a type of Jackson 2. Use the same of tools.jackson"
                : what;
    }

    private static String mismatched(MismatchedInputException mismatch) {
        String type = mismatch.getTargetType().getTypeName();
        return mismatch.getOriginalMessage().startsWith(NULL_FOR_PRIMITIVE)
                ? "missing or null, and " + type + " must have a value"
                : "does not fit " + type;
    }

    private static String ofCause(Throwable cause) {
        if (cause instanceof InputCoercionException number && number.getTargetType() != null) {
            return "does not fit " + number.getTargetType().getTypeName();
        }
        if (cause instanceof StreamReadException read
                && read.getOriginalMessage().startsWith(DUPLICATE)) {
            return "a key occurs twice";
        }
        if (cause instanceof StreamConstraintsException) {
            return "nested deeper, or with longer texts or numbers, than the mapper allows";
        }
        return cause instanceof StreamReadException
                ? "it is not JSON"
                : cause.getClass().getName();
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        for (int hops = 0; root.getCause() != null && hops < 16; hops++) {
            root = root.getCause();
        }
        return root;
    }
}
