package dev.tasktoken.internal;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that a polymorphic type has for its subtypes: the program's own words, unlike the one that was sent. */
public final class KnownSubtypes {
    private static final int LONGEST = 400;

    /** Their ids are class names, which are not listed, or there are none. */
    private static final Set<JsonTypeInfo.Id> WITHOUT_NAMES = EnumSet.of(
            JsonTypeInfo.Id.NONE, JsonTypeInfo.Id.CLASS, JsonTypeInfo.Id.MINIMAL_CLASS, JsonTypeInfo.Id.DEDUCTION);

    private KnownSubtypes() {}

    public static String problem(InvalidTypeIdException unknown) {
        JavaType base = unknown.getBaseType();
        DeserializationConfig config = config(unknown.getProcessor());
        if (base == null || config == null) {
            return "unknown subtype";
        }
        String what = "unknown subtype of " + base.getRawClass().getTypeName();
        List<String> names = names(base, config);
        return names.isEmpty()
                ? what
                : what + "; the known ones are " + LogText.text(String.join(", ", names), LONGEST);
    }

    private static @Nullable DeserializationConfig config(@Nullable Object processor) {
        ObjectCodec codec = processor instanceof JsonParser parser ? parser.getCodec() : null;
        if (codec instanceof ObjectReader reader) {
            return reader.getConfig();
        }
        return codec instanceof ObjectMapper mapper ? mapper.getDeserializationConfig() : null;
    }

    private static List<String> names(JavaType base, DeserializationConfig config) {
        AnnotatedClass type = config.introspectClassAnnotations(base).getClassInfo();
        JsonTypeInfo.Value info = config.getAnnotationIntrospector().findPolymorphicTypeInfo(config, type);
        if (info != null && WITHOUT_NAMES.contains(info.getIdType())) {
            return List.of();
        }
        return config.getSubtypeResolver().collectAndResolveSubtypesByTypeId(config, type).stream()
                .map(KnownSubtypes::name)
                .distinct()
                .sorted()
                .toList();
    }

    /** Jackson calls a subtype without a name of its own as its class, without the package. */
    private static String name(NamedType subtype) {
        String type = subtype.getType().getName();
        return subtype.hasName() ? subtype.getName() : type.substring(type.lastIndexOf('.') + 1);
    }
}
