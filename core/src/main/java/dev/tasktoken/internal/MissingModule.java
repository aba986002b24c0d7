package dev.tasktoken.internal;

import com.fasterxml.jackson.databind.JavaType;
import java.util.Set;

/** Says of a type that Jackson cannot handle which of its modules does. */
public final class MissingModule {
    private static final Set<String> OPTIONALS =
            Set.of("java.util.Optional", "java.util.OptionalInt", "java.util.OptionalLong", "java.util.OptionalDouble");

    private MissingModule() {}

    public static String problem(JavaType type) {
        String name = type.getRawClass().getName();
        String what = "Jackson does not know how to handle " + type.toCanonical();
        if (name.startsWith("java.time.")) {
            return what + remedy("jackson-datatype-jsr310", "JavaTimeModule");
        }
        if (name.startsWith("tools.jackson.")) {
            return what + ", a type of Jackson 3. Read and answer with a codec of tasktoken-jackson3";
        }
        return OPTIONALS.contains(name) ? what + remedy("jackson-datatype-jdk8", "Jdk8Module") : what;
    }

    private static String remedy(String artifact, String module) {
        return ". Add the dependency com.fasterxml.jackson.datatype:" + artifact
                + ", which the default mapper then uses; a mapper of your own also needs .addModule(new " + module
                + "())";
    }
}
