package dev.tasktoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * docs/getting-started.md: the files that it has its reader make are the ones that are compiled and run here
 * (ShippingTest and ShippingQueueTest among them), to the last line.
 */
class GettingStartedGuideTest {
    private static final Pattern FILE = Pattern.compile("`src/(?:main|test)/java/(\\w+)\\.java`");
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([\\w.-]+)}");

    @Test
    void theFilesAreTheOnesThatRunHere() throws IOException {
        DocumentFile guide = DocumentFile.of("docs/getting-started.md");
        List<String> blocks = guide.blocks("java");
        List<String> names = FILE.matcher(guide.text())
                .results()
                .map((MatchResult file) -> file.group(1))
                .toList();

        assertThat(names).hasSameSizeAs(blocks).contains("ShippingTest", "ShippingQueueTest");
        for (int i = 0; i < names.size(); i++) {
            assertThat(ProjectFiles.testSource(names.get(i)))
                    .contains("package dev.tasktoken.examples.guide;\n\n" + blocks.get(i));
        }
    }

    @Test
    void theFirstCommandIsReadmes() throws IOException {
        String first =
                DocumentFile.of("docs/getting-started.md").blocks("sh").get(0).strip();

        assertThat(first).startsWith("./mvnw ");
        assertThat(DocumentFile.of("README.md").text()).contains("`" + first + "`");
    }

    @Test
    void theDefinitionIsTheOneThatTheTestLoads() throws IOException {
        DocumentFile guide = DocumentFile.of("docs/getting-started.md");
        String path = "src/test/resources/shipping.asl.json";

        assertThat(guide.blocks("json"))
                .containsExactly(Files.readString(
                        ProjectFiles.ROOT.resolve("examples/demo").resolve(path)));
        assertThat(guide.text()).contains("`" + path + "` is the workflow");
        assertThat(guide.blocks("java").get(2)).contains("Path.of(\"" + path + "\")");
    }

    @Test
    void theTemplateFillsInTheDefinitionAndNamesTheFunctionAndTheJar() throws IOException {
        DocumentFile guide = DocumentFile.of("docs/getting-started.md");
        String template = guide.blocks("yaml").get(0);
        List<String> placeholders = PROPERTY.matcher(guide.blocks("json").get(0))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(placeholders).containsExactly("ShippingFunction");
        assertThat(template)
                .contains(
                        "DefinitionSubstitutions:\n        ShippingFunction: !Ref ShippingFunction\n",
                        "DefinitionUri: src/test/resources/shipping.asl.json\n",
                        "Handler: ShippingFunction\n",
                        "CodeUri: target/shipping-1.jar\n",
                        "states:SendTaskSuccess\n",
                        "states:SendTaskFailure\n",
                        "states:SendTaskHeartbeat\n");
        assertThat(guide.blocks("xml").get(0)).contains("<artifactId>shipping</artifactId>\n  <version>1</version>");
        assertThat(guide.blocks("java").get(1)).contains("public final class ShippingFunction ");
    }
}
