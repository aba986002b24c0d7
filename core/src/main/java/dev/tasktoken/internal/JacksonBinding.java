package dev.tasktoken.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and writes by a mapper of Jackson 2, and says what went wrong without showing a value. */
public final class JacksonBinding {
    private static final JacksonBinding SHARED = new JacksonBinding(DefaultMapper.shared());

    private final ObjectMapper mapper;
    private final ObjectReader reader;
    private final ObjectMapper writer;

    private JacksonBinding(ObjectMapper mapper) {
        this.mapper = mapper;
        this.reader = mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.writer = UnfinishedRefusal.of(writesJson(mapper) ? mapper : DefaultMapper.shared());
    }

    /** That of the default mapper, the same one for all. */
    public static JacksonBinding shared() {
        return SHARED;
    }

    public static JacksonBinding of(ObjectMapper mapper) {
        return new JacksonBinding(mapper.copy());
    }

    public @Nullable Object read(Reader json, Type type) throws IOException {
        return reader.forType(type).readValue(json);
    }

    public void write(@Nullable Object output, OutputStream json) throws IOException {
        writer.writeValue(json, output);
    }

    public String describe(Throwable thrown) {
        return BindingProblem.of(thrown).description();
    }

    public Set<String> componentNames(Type type) {
        JavaType bound = mapper.constructType(type);
        if (!bound.getRawClass().isRecord()) {
            return Set.of();
        }
        return mapper.getDeserializationConfig().introspect(bound).findProperties().stream()
                .filter(BeanPropertyDefinition::couldDeserialize)
                .map(BeanPropertyDefinition::getName)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean writesJson(ObjectMapper mapper) {
        return JsonFactory.FORMAT_NAME_JSON.equals(mapper.getFactory().getFormatName());
    }
}
