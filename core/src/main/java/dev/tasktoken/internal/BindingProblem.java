package dev.tasktoken.internal;

import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.stream.Collectors;

/**
 * What may be said of an exception of Jackson's: its path and types. Its message quotes values, and values may be
 * tokens or card numbers.
 *
 * @param path where, in the form {@code items[2].price}; empty at the root
 * @param what the kind of problem
 */
public record BindingProblem(String path, String what) {
    private static final int LONGEST_PATH = 200;

    /** What Jackson begins with where a primitive would be made of nothing; no value is in it. */
    private static final String NULL_FOR_PRIMITIVE = "Cannot map `null` into type ";

    /** What Jackson begins with where a component is to be set in a record that exists already. */
    private static final String SET_AGAIN = "No fallback setter/field defined for creator property";

    public static BindingProblem of(Throwable thrown) {
        String path = thrown instanceof JsonMappingException mapping ? pathOf(mapping) : "";
        return new BindingProblem(path, whatOf(thrown));
    }

    public String description() {
        return path.isEmpty() ? what : "at '" + path + "': " + what;
    }

    private static String pathOf(JsonMappingException mapping) {
        String path = mapping.getPath().stream()
                .map(step -> step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + LogText.name(step.getFieldName()))
                .collect(Collectors.joining());
        return LogText.text(path.startsWith(".") ? path.substring(1) : path, LONGEST_PATH);
    }

    private static String whatOf(Throwable thrown) {
        if (thrown instanceof UnfinishedRefusal.Unfinished unfinished) {
            return unfinished.getOriginalMessage();
        }
        if (thrown instanceof UnrecognizedPropertyException) {
            return "unknown property";
        }
        if (thrown instanceof InvalidTypeIdException unknown) {
            return KnownSubtypes.problem(unknown);
        }
        if (thrown instanceof InvalidDefinitionException definition && definition.getType() != null) {
            if (definition.getOriginalMessage().startsWith(SET_AGAIN)) {
                return "the key occurs twice";
            }
            return MissingModule.problem(definition.getType());
        }
        if (thrown instanceof MismatchedInputException mismatch
                && mismatch.getTargetType() != null
                && thrown.getCause() == null) {
            return mismatched(mismatch);
        }
        return thrown instanceof JsonMappingException ? ofCause(rootOf(thrown)) : ofCause(thrown);
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
        if (cause instanceof StreamConstraintsException) {
            return "nested deeper, or with longer texts or numbers, than the mapper allows";
        }
        return cause instanceof StreamReadException || cause instanceof UnexpectedContent
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
