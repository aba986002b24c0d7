package dev.tasktoken.examples.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages beside the templates name what is there. */
class DeployPagesTest {
    private static final Pattern OUTPUT = Pattern.compile("OutputKey=='(\\w+)'");
    private static final Pattern NAMED_OUTPUT = Pattern.compile("output\\s+`([A-Z]\\w+)`");
    private static final Pattern PARAMETER = Pattern.compile("--parameter-overrides (\\w+)=");
    private static final Pattern STACK = Pattern.compile("--stack-name (\\S+)");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)]+)\\)");

    static Stream<Template> templates() {
        return Template.all();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void deploysAndRemovesTheSystemWithOneCommandEach(Template template) throws IOException {
        List<String> commands =
                page(template).lines().filter(line -> line.contains("sam de")).toList();

        assertThat(commands).hasSize(2);
        assertThat(commands.get(0))
                .startsWith("./mvnw -q -DskipTests package -pl examples/systems -am && sam deploy")
                .contains("--template-file examples/deploy/" + template + "/template.yaml ");
        assertThat(commands.get(1)).contains("sam delete --stack-name tasktoken-" + template + " ");
        assertThat(found(STACK, page(template))).containsOnly("tasktoken-" + template);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void namesOutputsParametersAndResourcesThatThereAre(Template template) throws IOException {
        String page = page(template);

        assertThat(Stream.concat(found(OUTPUT, page).stream(), found(NAMED_OUTPUT, page).stream()))
                .isNotEmpty()
                .allMatch(template.root().path("Outputs")::has);
        assertThat(found(PARAMETER, page)).isNotEmpty().allMatch(template.root().path("Parameters")::has);
        assertThat(found(Pattern.compile("`(\\w+(Function|Source|Queue|Secret))`"), page))
                .allMatch(template.resources()::containsKey);
    }

    @Test
    void listsEveryFunctionAndEveryAlarm() throws IOException {
        String page = Files.readString(Path.of("..", "deploy", "README.md"));

        Template.all().forEach(template -> {
            assertThat(template.functions())
                    .allMatch(function -> page.contains("`" + function.handler().getSimpleName() + "`")
                            || page.contains("`" + function.handler().getName() + "`"));
            assertThat(template.resources("AWS::CloudWatch::Alarm").keySet())
                    .allMatch(alarm -> page.contains("`" + alarm + "`"));
        });
        assertThat(found(LINK, page)).allMatch(link -> Files.exists(Path.of("..", "deploy", link)));
    }

    private static String page(Template template) throws IOException {
        return Files.readString(template.file("README.md"));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
