package dev.tasktoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Words that are this project's own, where the field has one that readers know and search for: redelivered,
 * acknowledged, released, reported, delivered. None of them stands in a page, or in a comment or text of published
 * code.
 */
class PlainWordsTest {
    private static final Pattern PRIVATE = Pattern.compile(
            String.join(
                    "|",
                    "\\b(?:come|comes|came|coming) again\\b",
                    "\\b(?:get|gets|got|getting) through\\b",
                    "\\b(?:what|whatever) (?:becomes|became|will become) of\\b",
                    "\\bsurely missed\\b",
                    "\\bfor want of\\b",
                    "\\banything else but\\b",
                    "\\btold\\b(?! apart)",
                    "\\b(?:give|gives|gave|given|giving) (?:\\w+ ){0,3}?back\\b",
                    "\\bdone with\\b",
                    "\\bhanded out again\\b",
                    "\\bworked on\\b",
                    "\\bwork (?:that )?(?:is|was) given up\\b"),
            Pattern.CASE_INSENSITIVE);

    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(files(ProjectFiles.ROOT.resolve("docs"), ".md"));
        pages.addAll(files(ProjectFiles.ROOT.resolve("examples"), ".md"));
        for (String page : List.of(
                "README.md",
                "CONTRIBUTING.md",
                "SECURITY.md",
                "CHANGELOG.md",
                "benchmarks/README.md",
                "release/src/main/javadoc/overview.html")) {
            pages.add(ProjectFiles.ROOT.resolve(page));
        }
        return pages;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageHasNone(Path page) throws IOException {
        assertThat(privateWords(Files.readString(page))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "core",
                "lambda-adapter",
                "sqs-adapter",
                "sns-adapter",
                "resend",
                "s3-store",
                "dynamodb-store",
                "micrometer",
                "jackson3",
                "durable-adapter",
                "spring-boot-autoconfigure",
                "testkit",
                "cli",
            })
    void publishedCodeHasNoneInItsCommentsAndTexts(String module) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path source : files(ProjectFiles.ROOT.resolve(module + "/src/main/java"), ".java")) {
            privateWords(ProjectFiles.textsAndComments(Files.readString(source)))
                    .forEach(word -> found.add(source.getFileName() + ": " + word));
        }

        assertThat(found).isEmpty();
    }

    @Test
    void theyAreFoundInEveryFormAndAcrossLines() throws IOException {
        String javadoc = ProjectFiles.textsAndComments("""
                /**
                 * The message comes
                 * again, and the caller is told.
                 */
                void told() {
                    log("gave its message " + "back"); // done with it
                }
                """);

        assertThat(privateWords(javadoc)).containsExactly("comes again", "told", "gave its message back", "done with");
        assertThat(privateWords("Nobody told them; a message comes\nagain, given it back."))
                .containsExactly("told", "comes again", "given it back");
        assertThat(files(ProjectFiles.ROOT.resolve("core/src/main/java"), ".java"))
                .isNotEmpty();
        assertThat(privateWords("It is handed out again, or worked on; the token of work that was given up"))
                .containsExactly("handed out again", "worked on", "work that was given up");
        assertThat(privateWords("To be told apart, it is redelivered.")).isEmpty();
    }

    private static List<String> privateWords(String text) {
        return PRIVATE.matcher(text.replaceAll("\\s+", " "))
                .results()
                .map(found -> found.group())
                .toList();
    }

    private static List<Path> files(Path root, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !file.toString().contains("target"))
                    .sorted()
                    .toList();
        }
    }
}
