package dev.tasktoken.internal;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mapper that binds payloads and writes results where the caller sets none. Strict: what a payload lacks or says in
 * another form is refused and never made up. Times are ISO 8601 texts, as workflows have them.
 */
public final class DefaultMapper {
    /** Jackson's modules for the JDK's own types. Others on the class path may change what a payload means. */
    private static final Set<String> MODULES = Set.of(
            "com.fasterxml.jackson.datatype.jsr310.JavaTimeModule", "com.fasterxml.jackson.datatype.jdk8.Jdk8Module");

    private static final JsonMapper SHARED = create(DefaultMapper.class.getClassLoader());

    private DefaultMapper() {}

    /** The same one for all, so that a type is inspected once. */
    public static JsonMapper shared() {
        return SHARED;
    }

    public static JsonMapper create(ClassLoader modulesFrom) {
        JsonMapper.Builder builder = JsonMapper.builder()
                .enable(
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(
                        DeserializationFeature.ACCEPT_FLOAT_AS_INT,
                        DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .disable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .defaultLeniency(false)
                .addModule(new SimpleModule("tasktoken").setDeserializerModifier(new StrictScalars()));
        addModules(builder, modulesFrom);
        JsonMapper mapper = builder.build();
        mapper.coercionConfigDefaults().setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        mapper.coercionConfigFor(LogicalType.Boolean).setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
        return mapper;
    }

    private static void addModules(JsonMapper.Builder builder, ClassLoader from) {
        Iterator<ServiceLoader.Provider<Module>> found =
                ServiceLoader.load(Module.class, from).stream().iterator();
        try {
            while (found.hasNext()) {
                ServiceLoader.Provider<Module> module = found.next();
                if (MODULES.contains(module.type().getName())) {
                    builder.addModule(module.get());
                }
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            Log.LOG.warn("Jackson's modules on the class path cannot be loaded: {}", e.toString());
        }
    }

    /** Loaded only if there is something to log. */
    private static final class Log {
        static final Logger LOG = LoggerFactory.getLogger(DefaultMapper.class);
    }
}
