package dev.tasktoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** README's first screen is examples/one-dependency: its handler, and the one dependency that it is compiled with. */
class ReadmeTest {
    private static final String EXAMPLE = "examples/one-dependency/";
    private static final int MOST_LINES = 120;
    private static final int MOST_WORDS = 900;
    private static final int LONGEST_SENTENCE = 30;
    private static final Pattern WORD = Pattern.compile("\\w");
    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>[\\s\\S]*?</dependency>");

    @Test
    void theFirstDependencyIsTheOnlyOneOfTheExample() throws IOException {
        String readme = DocumentFile.of("README.md").blocks("xml").get(0);
        MatchResult revision = Pattern.compile("<revision>(.*)</revision>")
                .matcher(text("pom.xml"))
                .results()
                .toList()
                .get(0);

        assertThat(dependencies(readme)).hasSize(1);
        assertThat(dependencies(text(EXAMPLE + "pom.xml")))
                .containsExactly(
                        dependencies(readme).get(0).replace("<version>" + revision.group(1) + "</version>", ""));
    }

    @Test
    void theFirstBlockOfJavaIsTheHandlerOfTheExample() throws IOException {
        String handler = text(EXAMPLE + "src/main/java/dev/tasktoken/examples/onedependency/PaymentHandler.java");

        assertThat(handler).endsWith(DocumentFile.of("README.md").blocks("java").get(0));
    }

    @Test
    void isShort() throws IOException {
        DocumentFile readme = DocumentFile.of("README.md");

        assertThat(readme.text().lines().count()).isLessThanOrEqualTo(MOST_LINES);
        assertThat(words(readme.prose())).isLessThanOrEqualTo(MOST_WORDS);
        assertThat(readme.sentences())
                .hasSizeGreaterThan(20)
                .allSatisfy(sentence -> assertThat(words(sentence)).isLessThanOrEqualTo(LONGEST_SENTENCE));
    }

    private static long words(String text) {
        return Stream.of(text.split("\\s+"))
                .filter(word -> WORD.matcher(word).find())
                .count();
    }

    /** Without white space. */
    private static List<String> dependencies(String xml) {
        return DEPENDENCY
                .matcher(xml)
                .results()
                .map(MatchResult::group)
                .map(dependency -> dependency.replaceAll("\\s", ""))
                .toList();
    }

    private static String text(String path) throws IOException {
        return Files.readString(ProjectFiles.ROOT.resolve(path));
    }
}
