package dev.tasktoken.examples.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tasktoken.testkit.lint.CallbackLint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the templates make of the unmodified definitions. */
class DeployDefinitionsTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern INTEGRATION = Pattern.compile("arn:aws:states:::(\\w+):(\\w+)(\\.\\w+)?");

    /** The public definitions set no time limits. They stay as they are, so the templates have alarms instead. */
    private static final Map<String, List<String>> KNOWN_FINDINGS = Map.of(
            "callback-pattern", List.of("no-timeout"),
            "payment", List.of("no-timeout"),
            "three-integrations", List.of("no-timeout", "no-timeout", "no-timeout"),
            "order-approval", List.of("no-timeout"),
            "external-system", List.of("no-timeout"));

    static Stream<Template> templates() {
        return Template.systems();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void deploysTheDefinitionThatTheTestsRun(Template template) throws IOException {
        String deployed = template.definition();

        try (InputStream tested = getClass().getResourceAsStream("/systems/" + template + ".asl.json")) {
            assertThat(deployed)
                    .isEqualTo(new String(Objects.requireNonNull(tested).readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(template.stateMachine().path("Type").asText()).isEqualTo("STANDARD");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void fillsInWhatTheDefinitionLeavesOpenAndNothingElse(Template template) throws IOException {
        Set<String> open = new TreeSet<>();
        Matcher placeholders = PLACEHOLDER.matcher(template.definition());
        while (placeholders.find()) {
            open.add(placeholders.group(1));
        }

        assertThat(template.substitutions().keySet()).isEqualTo(open);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void knowsWhatTheLinterFindsInTheDefinition(Template template) throws IOException {
        assertThat(CallbackLint.check(template.definition()))
                .extracting(finding -> finding.rule())
                .containsExactlyElementsOf(Objects.requireNonNull(KNOWN_FINDINGS.get(template.toString())));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void letsTheStateMachineDoWhatItsDefinitionSaysAndNoMore(Template template) throws IOException {
        Set<Grant> needed = new LinkedHashSet<>();
        JsonNode states = new ObjectMapper().readTree(template.definition()).path("States");
        states.forEach(state -> needed.add(needed(template, state)));

        assertThat(Grant.of(template.stateMachine().path("Policies"))).isEqualTo(needed);
    }

    private static Grant needed(Template template, JsonNode state) {
        Matcher integration = INTEGRATION.matcher(state.path("Resource").asText());
        assertThat(integration.matches()).as(state.path("Resource").asText()).isTrue();
        String operation = integration.group(2);
        String action = operation.substring(0, 1).toUpperCase(Locale.ROOT) + operation.substring(1);
        String service = integration.group(1);
        JsonNode target =
                switch (service) {
                    case "sqs" -> filled(template, state, "QueueUrl");
                    case "sns" -> filled(template, state, "TopicArn");
                    case "lambda" -> filled(template, state, "FunctionName");
                    default -> throw new AssertionError("No rule for " + service);
                };
        return switch (service) { // Ref of a queue is its URL, of a topic and of an alias the ARN
            case "sqs" -> new Grant("sqs:" + action, "${" + Template.target(target) + ".Arn}");
            case "lambda" -> new Grant("lambda:InvokeFunction", Template.symbol(target));
            default -> new Grant(service + ":" + action, Template.symbol(target));
        };
    }

    private static JsonNode filled(Template template, JsonNode state, String parameter) {
        String placeholder = state.path("Parameters").path(parameter).asText();
        return Objects.requireNonNull(
                template.substitutions().get(placeholder.substring(2, placeholder.length() - 1)), placeholder);
    }
}
