package dev.tasktoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What README's first block asks for is what this build tests. */
class ReadmeTest {
    @ParameterizedTest
    @CsvSource({
        "tasktoken-sqs-adapter, revision",
        "aws-lambda-java-core, lambda-core.version",
        "aws-lambda-java-events, lambda-events.version"
    })
    void namesTheVersionsOfThisBuild(String artifact, String property) throws IOException {
        String parent = DocumentFile.of("pom.xml").text();
        int start = parent.indexOf("<" + property + ">") + property.length() + 2;
        String version = parent.substring(start, parent.indexOf("</" + property + ">"));

        assertThat(DocumentFile.of("README.md").blocks("xml"))
                .first()
                .asString()
                .containsIgnoringWhitespaces(
                        "<artifactId>" + artifact + "</artifactId><version>" + version + "</version>");
    }
}
