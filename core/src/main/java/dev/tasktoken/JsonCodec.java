package dev.tasktoken;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tasktoken.internal.JacksonBinding;
import java.io.OutputStream;
import java.io.Reader;
import java.lang.reflect.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Binds payloads from JSON text and writes outputs as JSON text: all that the library leaves to a JSON library.
 *
 * <p>The task token is found before, by a parser of this library's own, and is no part of the text that is read here.
 * {@link #standard()} is strict, by Jackson 2; {@code Jackson3Codec} of the artifact {@code tasktoken-jackson3} is the
 * same by Jackson 3. An implementation must be thread-safe.
 *
 * <pre>{@code
 * JsonCodec codec = JsonCodec.of(objectMapper);
 * CallbackReader reader = CallbackReader.builder().codec(codec).build();
 * }</pre>
 */
public interface JsonCodec {
    /**
     * Returns the default codec. What it refuses is listed at {@link dev.tasktoken.delivery.CallbackReader
     * CallbackReader}.
     *
     * @return reads and writes by Jackson 2
     */
    static JsonCodec standard() {
        return of(JacksonBinding.shared());
    }

    /**
     * Returns a codec that reads and writes by a mapper of Jackson 2, used as it is: strict only where it is set so,
     * and with its own modules only. Two things are added. A text of more than one value is refused, and so is an
     * output that stands for a result (a {@code Future}, a {@code Publisher}). A mapper of another format than JSON
     * only reads; {@link #standard()} writes.
     *
     * @param mapper copied, so that later changes to it have no effect
     * @return reads and writes by that mapper
     */
    static JsonCodec of(ObjectMapper mapper) {
        return of(JacksonBinding.of(mapper));
    }

    private static JsonCodec of(JacksonBinding jackson) {
        return new JsonCodec() {
            @Override
            public @Nullable Object read(Reader json, Type type) throws Exception {
                return jackson.read(json, type);
            }

            @Override
            public void write(@Nullable Object output, OutputStream json) throws Exception {
                jackson.write(output, json);
            }

            @Override
            public String describe(Throwable thrown) {
                return jackson.describe(thrown);
            }

            @Override
            public Set<String> componentNames(Type type) {
                return jackson.componentNames(type);
            }
        };
    }

    /**
     * Reads a text that holds one JSON value.
     *
     * @param json the payload's text, without the task token; need not be closed
     * @param type the type to bind the value to; {@code JsonNode} of Jackson 2 where a caller asks for a payload
     *     without naming a type
     * @return an object of that type; null if the text is {@code null}
     * @throws Exception if it does not bind. It is passed to {@link #describe}; neither it nor its message is shown
     */
    @Nullable Object read(Reader json, Type type) throws Exception;

    /**
     * Writes an output as one JSON value in UTF-8. Stops when the stream throws, which it does at the largest size that
     * can be sent.
     *
     * @param output what a handler returned
     * @param json takes the text; need not be closed
     * @throws Exception if it cannot be written, or the stream threw. It is passed to {@link #describe}; neither it nor
     *     its message is shown
     */
    void write(@Nullable Object output, OutputStream json) throws Exception;

    /**
     * Says what {@link #read} or {@link #write} threw, for messages that end in logs and in the execution's history:
     * where in the JSON, and what kind of problem. Never with a value of the payload.
     *
     * @param thrown what was thrown
     * @return one line; by default the name of the exception's class
     */
    default String describe(Throwable thrown) {
        return thrown.getClass().getName();
    }

    /**
     * Returns the names under which a record's components are read. A record with a component that is named like the
     * task token is refused, because the token is no part of the payload.
     *
     * @param type the type of a payload
     * @return their names as JSON has them; empty, as by default, if the type is no record or they are unknown
     */
    default Set<String> componentNames(Type type) {
        return Set.of();
    }
}
