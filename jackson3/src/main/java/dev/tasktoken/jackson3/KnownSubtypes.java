package dev.tasktoken.jackson3;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tasktoken.internal.LogText;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.jsontype.NamedType;

/** The names that a polymorphic type has for its subtypes: the program's own words, unlike the one that was sent. */
final class KnownSubtypes {
    private static final int LONGEST = 400;

    /** Their ids are class names, which are not listed, or there are none. */
    private static final Set<JsonTypeInfo.Id> WITHOUT_NAMES = EnumSet.of(
            JsonTypeInfo.Id.NONE, JsonTypeInfo.Id.CLASS, JsonTypeInfo.Id.MINIMAL_CLASS, JsonTypeInfo.Id.DEDUCTION);

    private KnownSubtypes() {}

    static String problem(InvalidTypeIdException unknown, DeserializationConfig config) {
        JavaType base = unknown.getBaseType();
        if (base == null) {
            return "unknown subtype";
        }
        String what = "unknown subtype of " + base.getRawClass().getTypeName();
        List<String> names = names(base, config);
        return names.isEmpty()
                ? what
                : what + "; the known ones are " + LogText.text(String.join(", ", names), LONGEST);
    }

    private static List<String> names(JavaType base, DeserializationConfig config) {
        ClassIntrospector introspector = config.classIntrospectorInstance();
        AnnotatedClass type = introspector.introspectClassAnnotations(base);
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
