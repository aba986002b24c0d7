package dev.tasktoken;

import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
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
record BindingProblem(String path, String what) {
    private static final int LONGEST_PATH = 200;

    static BindingProblem of(Throwable thrown) {
        if (thrown instanceof StreamReadException || thrown instanceof UnexpectedContent) {
            return new BindingProblem("", "it is not JSON");
        }
        if (!(thrown instanceof JsonMappingException mapping)) {
            return new BindingProblem("", thrown.getClass().getName());
        }
        return new BindingProblem(pathOf(mapping), whatOf(mapping));
    }

    String description() {
        return path.isEmpty() ? what : "at '" + path + "': " + what;
    }

    private static String pathOf(JsonMappingException mapping) {
        String path = mapping.getPath().stream()
                .map(step -> step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + Printable.name(step.getFieldName()))
                .collect(Collectors.joining());
        return Printable.text(path.startsWith(".") ? path.substring(1) : path, LONGEST_PATH);
    }

    private static String whatOf(JsonMappingException mapping) {
        if (mapping instanceof UnfinishedRefusal.Unfinished) {
            return mapping.getOriginalMessage();
        }
        if (mapping instanceof UnrecognizedPropertyException) {
            return "unknown property";
        }
        if (mapping instanceof InvalidDefinitionException definition && definition.getType() != null) {
            return "Jackson does not know how to handle " + definition.getType().toCanonical();
        }
        if (mapping instanceof MismatchedInputException mismatch
                && mismatch.getTargetType() != null
                && mapping.getCause() == null) {
            return "does not fit " + mismatch.getTargetType().getName();
        }
        Throwable root = mapping;
        for (int hops = 0; root.getCause() != null && hops < 16; hops++) {
            root = root.getCause();
        }
        return root.getClass().getName();
    }
}
