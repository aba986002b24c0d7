package dev.tasktoken.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.internal.BindingProblem;
import dev.tasktoken.internal.UnfinishedRefusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A function's payload, as text or as bytes. */
final class DirectPayload {
    /**
     * Lambda accepts 6 MB in a synchronous call and less in an asynchronous one, so it never delivers a longer payload.
     */
    static final int LONGEST_STREAM = 7 * 1024 * 1024;

    private final @Nullable String text;
    private final byte[] bytes;

    private DirectPayload(@Nullable String text, byte[] bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /** Takes a value of any type that a handler can declare. */
    static DirectPayload of(@Nullable Object payload) {
        MisroutedEvent.refuse(payload);
        if (payload instanceof String text) {
            return new DirectPayload(text, new byte[0]);
        }
        if (payload instanceof byte[] bytes) {
            return new DirectPayload(null, bytes);
        }
        if (payload instanceof InputStream stream) {
            return unchecked(stream);
        }
        return new DirectPayload(null, json(payload));
    }

    /** Reads a stream to its end, at most {@link #LONGEST_STREAM} bytes; does not close it. */
    static DirectPayload of(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(LONGEST_STREAM + 1);
        if (bytes.length > LONGEST_STREAM) {
            throw new IllegalArgumentException(
                    "The payload has more than " + LONGEST_STREAM + " bytes, which is more than Lambda delivers");
        }
        return new DirectPayload(null, bytes);
    }

    Delivery.Builder delivery() {
        return text == null ? Delivery.builder(bytes) : Delivery.builder(text);
    }

    /** Returns whether the payload contains one of these ASCII texts. This avoids parsing most payloads. */
    boolean mentions(String... words) {
        String searched = text == null ? new String(bytes, StandardCharsets.ISO_8859_1) : text;
        return Stream.of(words).anyMatch(searched::contains);
    }

    /** Parses the payload as a tree; null if it is not JSON. */
    @Nullable JsonNode tree() {
        try {
            return text == null ? Mapper.JSON.readTree(bytes) : Mapper.JSON.readTree(text);
        } catch (IOException e) {
            return null;
        }
    }

    private static DirectPayload unchecked(InputStream stream) {
        try {
            return of(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("The payload's stream could not be read", e);
        }
    }

    /** Leaves out Jackson's message, which may quote values. */
    private static byte[] json(@Nullable Object payload) {
        try {
            return Mapper.JSON.writeValueAsBytes(payload);
        } catch (JsonProcessingException e) {
            String type = payload == null ? "null" : payload.getClass().getName();
            throw new IllegalArgumentException("The payload, a " + type + ", cannot be written as JSON by a mapper"
                    + " without modules: " + BindingProblem.of(e).description() + ". Convert it with your own mapper,"
                    + " for instance valueToTree(payload), or pass the function's stream");
        }
    }

    /** Created on first use, which most payloads do not need. */
    private static final class Mapper {
        static final ObjectMapper JSON =
                UnfinishedRefusal.of(JsonMapper.builder().build());
    }
}
