package dev.tasktoken.examples.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the documentation speaks of: the project's sources. */
final class ProjectFiles {
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private static final Pattern SOURCE = Pattern.compile(".*/src/(main|test)/java/.*\\.java");
    private static final Pattern TEST = Pattern.compile(".*/src/test/java/.*\\.java");
    private static final Pattern DEFINITION = Pattern.compile(".*/src/test/resources/.*\\.asl\\.json");

    private static final Pattern SOURCES = Pattern.compile(".*/src/(main|test)/(java|resources)/.*\\.(java|json)");
    private static final Pattern TEXT_OR_COMMENT = Pattern.compile(String.join(
            "|",
            "\"\"\"[\\s\\S]*?\"\"\"",
            "\"(?:[^\"\\\\\n]|\\\\.)*+\"",
            "'(?:[^'\\\\]|\\\\.[^']*)'",
            "//.*",
            "/\\*[\\s\\S]*?\\*/"));
    private static final String ARGUMENTS = "(?:\\s*\\([^()]*+(?:\\([^()]*+\\)[^()]*+)*+\\))?";
    private static final List<Path> FILES = walk();

    private ProjectFiles() {}

    /** Every source that the build compiles, with its lines stripped. */
    static List<String> sources() {
        return matching(SOURCE).stream().map(file -> unindented(text(file))).toList();
    }

    /** Every definition that a test names. */
    static List<String> testDefinitions() {
        List<String> tests = matching(TEST).stream().map(ProjectFiles::text).toList();
        return matching(DEFINITION).stream()
                .filter(file -> tests.stream()
                        .anyMatch(test -> test.contains(file.getFileName().toString())))
                .map(ProjectFiles::text)
                .toList();
    }

    static Optional<String> testSource(String className) {
        return matching(Pattern.compile(".*/src/test/java/.*/" + className + "\\.java")).stream()
                .findFirst()
                .map(ProjectFiles::text);
    }

    /** Whether there is a test of this name, {@code Class#method}. */
    static boolean hasTest(String name) {
        String[] parts = name.split("#", 2);
        return testSource(parts[0]).filter(source -> isTest(source, parts[1])).isPresent();
    }

    /** Whether nothing but other annotations stands between the method's and its header. */
    static boolean isTest(String source, String method) {
        return Pattern.compile("@(?:Parameterized)?Test\\b" + ARGUMENTS + "(?:\\s+@[\\w.]+" + ARGUMENTS + ")*"
                        + "\\s+(?:public )?void " + method + "\\(")
                .matcher(TEXT_OR_COMMENT.matcher(source).replaceAll(""))
                .find();
    }

    /** What a reader of Java's documentation, messages and log lines sees, without the stars of comments. */
    static String textsAndComments(String source) {
        return TEXT_OR_COMMENT
                .matcher(source)
                .results()
                .map(found -> found.group().replaceAll("\\n\\s*(?:\\*|//)?", " "))
                .collect(Collectors.joining("\n"))
                .replaceAll("\"\n\"|\n//", "");
    }

    static String unindented(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n")).strip();
    }

    private static List<Path> matching(Pattern pattern) {
        return FILES.stream()
                .filter(file ->
                        pattern.matcher(file.toString().replace('\\', '/')).matches())
                .toList();
    }

    private static List<Path> walk() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file ->
                            SOURCES.matcher(file.toString().replace('\\', '/')).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
