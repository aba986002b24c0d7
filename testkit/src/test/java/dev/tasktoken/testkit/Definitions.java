package dev.tasktoken.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** The definitions that tests run. */
public final class Definitions {
    private Definitions() {}

    /** One of the systems' definitions, with its placeholders filled in. */
    static String system(String name, Map<String, String> values) {
        return DefinitionSubstitutions.apply(resource("/systems/" + name + ".asl.json"), values);
    }

    /** A machine of one state called S. */
    public static String of(String fields) {
        return "{\"StartAt\": \"S\", \"States\": {\"S\": {" + fields + "}}}";
    }

    /** A machine of the state S with the given fields, and the state Caught, which S must lead to. */
    static String withCaught(String fields) {
        return "{\"StartAt\": \"S\", \"States\": {\"S\": {" + fields + "}, \"Caught\": {\"Type\": \"Succeed\"}}}";
    }

    private static String resource(String path) {
        try (InputStream in = Definitions.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
