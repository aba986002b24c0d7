package dev.tasktoken.testkit.internal.expressions;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Utils;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The functions that Step Functions adds to JSONata, and {@code $eval}, which it takes away. */
final class JsonataFunctions {
    /** What fits into the memory that the service gives an expression (measured: about 7 MB). */
    private static final int LONGEST_RANGE = 870_000;

    private JsonataFunctions() {}

    static void bind(Jsonata.Frame frame) {
        frame.bind("partition", Jsonata.function("partition", JsonataFunctions::partition, "<an:a>"));
        frame.bind("range", Jsonata.function("range", JsonataFunctions::range, "<nnn>"));
        frame.bind("hash", Jsonata.function("hash", JsonataFunctions::hash, "<ss:s>"));
        frame.bind("random", Jsonata.function("random", JsonataFunctions::random, "<n?:n>"));
        frame.bind("uuid", Jsonata.function("uuid", () -> UUID.randomUUID().toString(), "<:s>"));
        frame.bind("parse", Jsonata.function("parse", JsonataFunctions::parse, "<s:j>"));
        frame.bind("string", Jsonata.function("string", JsonataText::of, "<x-b?:s>"));
        frame.bind("formatNumber", Jsonata.function("formatNumber", JsonataPicture::format, "<n-so?:s>"));
        frame.bind("eval", Jsonata.NULL_VALUE);
    }

    private static List<Object> partition(List<?> values, Number size) {
        if (size.intValue() <= 0) {
            throw new JException("T0410: the size of a chunk must be positive", 0);
        }
        List<Object> chunks = new ArrayList<>();
        for (int from = 0; from < values.size(); from += size.intValue()) {
            chunks.add(new ArrayList<>(values.subList(from, Math.min(values.size(), from + size.intValue()))));
        }
        return chunks;
    }

    /** A sequence: of one number that number, of none nothing (recorded); a step of zero gives nothing (inferred). */
    private static @Nullable List<Object> range(Number first, Number last, Number step) {
        if (step.longValue() == 0) {
            return null;
        }
        List<Object> range = Utils.createSequence();
        for (long value = first.longValue();
                step.longValue() > 0 ? value <= last.longValue() : value >= last.longValue();
                value += step.longValue()) {
            if (range.size() == LONGEST_RANGE) {
                throw new JException(
                        "Expression evaluation memory limit exceeded: Check for excessive memory usage", 0);
            }
            range.add(value);
        }
        return range;
    }

    private static String hash(String text, String algorithm) {
        if (!TextFunctions.isAlgorithm(algorithm)) {
            throw new JException("T0410: the algorithm is not supported", 0);
        }
        return TextFunctions.digest(text, algorithm);
    }

    private static double random(Number seed) {
        return seed == null ? ThreadLocalRandom.current().nextDouble() : new Random(seed.longValue()).nextDouble();
    }

    private static Object parse(String text) {
        JsonNode value = Json.parse(text).orElseThrow(() -> new JException("T0410: the text is not JSON", 0));
        return JsonataValues.fromJson(value);
    }
}
