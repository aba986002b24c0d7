package dev.tasktoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.testkit.LocalStepFunctions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What README and every guide under docs say, as far as it can be checked. A new guide is checked by being there. */
class DocumentationTest {
    private static final int GUIDES_FIRST_TEST = 30;

    static List<DocumentFile> documents() throws IOException {
        return DocumentFile.all();
    }

    @Test
    void readmeAndTheGuidesAreFound() throws IOException {
        assertThat(documents()).extracting(DocumentFile::toString).contains("README.md", "docs/testing.md");
        assertThat(DocumentFile.of("README.md").blocks("java")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(DocumentFile.of("docs/testing.md").blocks("java")).hasSizeGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyJavaBlockStandsVerbatimInACompiledSource(DocumentFile document) {
        List<String> sources = ProjectFiles.sources();

        assertThat(document.blocks("java"))
                .allSatisfy(block ->
                        assertThat(sources).anyMatch(source -> source.contains(ProjectFiles.unindented(block))));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyDefinitionIsOneThatATestNames(DocumentFile document) {
        List<String> definitions = ProjectFiles.testDefinitions();

        assertThat(document.definitions())
                .allSatisfy(block -> assertThat(definitions)
                        .anyMatch(file -> Json.parse(file).equals(Json.parse(block))));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyDefinitionIsAccepted(DocumentFile document) {
        try (SqsClient nobody = SqsClient.builder()
                        .region(Region.US_EAST_1)
                        .endpointOverride(URI.create("http://127.0.0.1:1"))
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build();
                LocalStepFunctions stepFunctions =
                        LocalStepFunctions.builder().sqs(nobody).start()) {
            List<String> machines = document.definitions().stream()
                    .map(definition -> stepFunctions
                            .client()
                            .createStateMachine(m -> m.name("m-" + UUID.randomUUID())
                                    .roleArn("arn:aws:iam::123456789012:role/any")
                                    .definition(definition))
                            .stateMachineArn())
                    .toList();

            assertThat(machines).doesNotHaveDuplicates().hasSameSizeAs(document.definitions());
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyTestThatIsNamedExists(DocumentFile document) {
        assertThat(document.namedTests())
                .allSatisfy(test -> assertThat(ProjectFiles.hasTest(test)).isTrue());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyClassThatACommandRunsExists(DocumentFile document) {
        assertThat(document.commandedTests())
                .allSatisfy(name ->
                        assertThat(ProjectFiles.testSource(name).isPresent()).isTrue());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(DocumentFile document) {
        assertThat(document.links())
                .allSatisfy(link -> assertThat(document.resolve(link)).exists());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyAnchorIsAHeading(DocumentFile document) {
        assertThat(document.anchoredLinks()).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            DocumentFile target = parts[0].isEmpty() ? document : document.linked(parts[0]);
            assertThat(target.anchors()).contains(parts[1]);
        });
    }

    @Test
    void headingsHaveTheAnchorsThatGitHubGivesThem() {
        DocumentFile page = new DocumentFile(ProjectFiles.ROOT, """
                # `park`, and _then_
                ```sh
                # a comment
                ```
                ## Retry & Catch
                ### [A link](b.md): snake_case
                ## Retry & Catch
                """);

        assertThat(page.anchors())
                .containsExactly("park-and-then", "retry--catch", "a-link-snake_case", "retry--catch-1");
    }

    @Test
    void aMethodIsATestIfOnlyAnnotationsStandBetween() {
        String source = """
                @ParameterizedTest(name = "{0}")
                @CsvSource({"a, 'b(;'", // a comment
                    "c"})
                @Timeout(value = 2, unit = TimeUnit.MINUTES)
                void isOne(String name) {}

                private static void isNone() {}
                """;

        assertThat(ProjectFiles.isTest(source, "isOne")).isTrue();
        assertThat(ProjectFiles.isTest(source, "isNone")).isFalse();
    }

    @Test
    void theTwoCommandsAreTheOnesThatCiRuns() throws IOException {
        String readme = DocumentFile.of("README.md").text();
        String ci = Files.readString(ProjectFiles.ROOT.resolve(".ci/run"));

        assertThat(readme).contains("./mvnw -q -Pdemo", "./mvnw verify");
        assertThat(ci).contains("./mvnw -q -Pdemo").containsPattern("\\./mvnw .*verify");
    }

    @Test
    void theGuidesFirstTestIsShort() throws IOException {
        String first = DocumentFile.of("docs/testing.md").blocks("java").get(0);

        assertThat(first).contains("class ", "@Test");
        assertThat(first.lines().count()).isLessThanOrEqualTo(GUIDES_FIRST_TEST);
    }

    @Test
    void everyFactSaysWhatProvesItOrWhyNothingDoes() throws IOException {
        List<List<String>> facts =
                DocumentFile.of("docs/step-functions-facts.md").tableRows("| fact |");

        assertThat(facts).hasSizeGreaterThanOrEqualTo(30);
        assertThat(facts).allSatisfy(row -> {
            assertThat(row).hasSize(4).noneMatch(String::isBlank);
            assertThat(row.get(3)).containsPattern("#[a-z]\\w+|^– ");
        });
    }
}
