package dev.tasktoken.jackson3;

import com.fasterxml.jackson.core.TreeNode;
import dev.tasktoken.JsonCodec;
import java.io.OutputStream;
import java.io.Reader;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * Binds payloads and writes outputs by a mapper of Jackson 3. Its caller names no type of Jackson 2.
 *
 * <ul>
 *   <li>{@link #strict(JsonMapper)}: a mapper with its modules, names and formats, and as strict as
 *       {@link JsonCodec#standard()}. For an application that has a mapper, such as Spring Boot's
 *   <li>{@link #of(JsonMapper)}: a mapper as it is. Jackson 3 ignores unknown properties where it is not set otherwise
 *   <li>{@link #standard()}: strict, for an application without a mapper
 * </ul>
 *
 * <p>A tree of Jackson 2 is written as the JSON that it is, and can be read where it is the whole payload. Immutable
 * and thread-safe.
 *
 * <pre>{@code
 * CallbackReader reader = CallbackReader.builder().codec(Jackson3Codec.strict(mapper)).build();
 * JsonNode payload = reader.read(body).payload(JsonNode.class); // of tools.jackson
 * }</pre>
 */
public final class Jackson3Codec implements JsonCodec {
    private static final JsonCodec JACKSON_2 = JsonCodec.standard();

    private final JsonMapper mapper;
    private final ObjectReader reader;
    private final JsonMapper writer;

    private Jackson3Codec(JsonMapper mapper) {
        this.mapper = mapper;
        this.reader = mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.writer = mapper.rebuild().addModule(OutputModifier.module()).build();
    }

    /**
     * Returns a codec that refuses, binds and writes what {@link JsonCodec#standard()} does.
     *
     * @return always the same one
     */
    public static Jackson3Codec standard() {
        return Standard.CODEC;
    }

    /**
     * Returns a codec by a mapper, as strict as {@link JsonCodec#standard()}. The mapper's modules, names, formats of
     * dates and limits stay; what it would ignore, invent or convert is refused.
     *
     * @param mapper stays as it is
     * @return reads and writes by a copy of that mapper
     */
    public static Jackson3Codec strict(JsonMapper mapper) {
        return new Jackson3Codec(StrictSettings.add(mapper.rebuild()).build());
    }

    /**
     * Returns a codec by a mapper, used as it is. Two things are added, as {@link JsonCodec#of} does: a text of more
     * than one value is refused, and so is an output that stands for a result (a {@code Future}, a {@code Publisher}).
     *
     * <p>Jackson 3 ignores unknown properties unless {@code FAIL_ON_UNKNOWN_PROPERTIES} is enabled, and 3.3 makes 0 of
     * a primitive that is missing in a record, so that a payload of another kind binds to an object without values.
     * {@link #strict} refuses it.
     *
     * @param mapper stays as it is
     * @return reads and writes by that mapper
     */
    public static Jackson3Codec of(JsonMapper mapper) {
        return new Jackson3Codec(Objects.requireNonNull(mapper, "mapper"));
    }

    @Override
    public @Nullable Object read(Reader json, Type type) throws Exception {
        if (type instanceof Class<?> named && TreeNode.class.isAssignableFrom(named)) {
            return JACKSON_2.read(json, type);
        }
        return reader.forType(mapper.constructType(type)).readValue(json);
    }

    @Override
    public void write(@Nullable Object output, OutputStream json) {
        writer.writeValue(json, output);
    }

    @Override
    public String describe(Throwable thrown) {
        return thrown instanceof JacksonException jackson
                ? BindingProblem.of(jackson, mapper.deserializationConfig()).description()
                : JACKSON_2.describe(thrown);
    }

    @Override
    public Set<String> componentNames(Type type) {
        JavaType bound = mapper.constructType(type);
        if (!bound.getRawClass().isRecord()) {
            return Set.of();
        }
        ClassIntrospector introspector = mapper.deserializationConfig().classIntrospectorInstance();
        return introspector
                .introspectForDeserialization(bound, introspector.introspectClassAnnotations(bound))
                .findProperties()
                .stream()
                .filter(BeanPropertyDefinition::couldDeserialize)
                .map(BeanPropertyDefinition::getName)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Made when first needed: most callers have a mapper. */
    private static final class Standard {
        static final Jackson3Codec CODEC = new Jackson3Codec(StrictSettings.standard());
    }
}
