package dev.tasktoken.examples.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tasktoken.sqs.DeadLetterHandler;
import dev.tasktoken.testkit.lint.CallbackLint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.error.YAMLException;

/** What can be told of the SAM templates in {@code examples/deploy} without an account. */
class DeployTemplatesTest {
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
        return Template.all();
    }

    static Stream<Function> functions() {
        return Template.all().flatMap(template -> template.functions().stream());
    }

    @ParameterizedTest
    @MethodSource("templates")
    void refersToNothingThatIsNotThere(Template template) {
        References references = new References(template);

        assertThat(references.dangling()).isEmpty();
        assertThat(references.used()).contains("StateMachine", "AlarmEmail", "HasAlarmEmail");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void hasNoParameterOrConditionThatNothingUses(Template template) {
        Set<String> declared = new TreeSet<>();
        template.root().path("Parameters").fieldNames().forEachRemaining(declared::add);
        template.root().path("Conditions").fieldNames().forEachRemaining(declared::add);

        assertThat(new References(template).used()).containsAll(declared);
    }

    @Test
    void tellsWhatIsMissing() {
        JsonNode root = Template.parse("""
                Resources:
                  Queue: {Type: AWS::SQS::Queue, Condition: Never}
                Outputs:
                  A: {Value: !Ref Nothing}
                  B: {Value: !GetAtt Queue.Colour}
                  C: {Value: !Sub "${Queue}-${AWS::Region}-${Nowhere.Arn}-${!Literal}"}
                  D: {Value: !Ref Queue.Alias}
                """);

        assertThat(new References(Template.of("text", root)).dangling())
                .containsExactly("Never", "Nothing", "Queue.Colour", "Nowhere.Arn", "Queue.Alias");
    }

    @Test
    void refusesAResourceThatIsThereTwice() {
        assertThat(catchThrowable(() -> Template.parse("A: 1\nA: 2"))).isInstanceOf(YAMLException.class);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void deploysTheDefinitionThatTheTestsRun(Template template) throws IOException {
        String deployed = definition(template);

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
        Matcher placeholders = PLACEHOLDER.matcher(definition(template));
        while (placeholders.find()) {
            open.add(placeholders.group(1));
        }

        assertThat(substitutions(template).keySet()).isEqualTo(open);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void knowsWhatTheLinterFindsInTheDefinition(Template template) throws IOException {
        assertThat(CallbackLint.check(definition(template)))
                .extracting(finding -> finding.rule())
                .containsExactlyElementsOf(Objects.requireNonNull(KNOWN_FINDINGS.get(template.toString())));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void letsTheStateMachineDoWhatItsDefinitionSaysAndNoMore(Template template) throws IOException {
        Set<Grant> needed = new LinkedHashSet<>();
        JsonNode states = new ObjectMapper().readTree(definition(template)).path("States");
        states.forEach(state -> needed.add(needed(template, state)));

        assertThat(Grant.of(template.stateMachine().path("Policies"))).isEqualTo(needed);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void namesAHandlerThatLambdaCanMakeAndCall(Function function) throws Exception {
        Class<?> handler = function.handler();

        assertThat(Stream.of(RequestHandler.class, RequestStreamHandler.class))
                .anyMatch(type -> type.isAssignableFrom(handler));
        assertThat(handler.getConstructor()).isNotNull();
        assertThat(function.property("CodeUri").asText()).endsWith("/systems/target/tasktoken-systems.jar");
        assertThat(function.property("Runtime").asText()).isIn("java17", "java21", "java25");
    }

    @ParameterizedTest
    @MethodSource("functions")
    void setsTheVariablesThatTheHandlerReadsAndNoOthers(Function function) {
        assertThat(function.variables()).isEqualTo(Reach.of(function.handler()).variables());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void readsEachQueueWithPartialResponsesAndTimeToSpare(Function function) {
        Set<Grant> needed = new LinkedHashSet<>();

        function.mappings().forEach((name, mapping) -> {
            String queue = Template.target(mapping.path("EventSourceArn"));
            assertThat(mapping.path("FunctionResponseTypes"))
                    .as(name)
                    .extracting(JsonNode::asText)
                    .containsExactly("ReportBatchItemFailures");
            assertThat(mapping.path("FunctionName").path("Ref").asText()).endsWith(".Alias");
            assertThat(function.template().property(queue, "VisibilityTimeout").asInt())
                    .isGreaterThanOrEqualTo(6 * function.property("Timeout").asInt());
            Stream.of("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
                    .forEach(action -> needed.add(new Grant("sqs:" + action, "${" + queue + ".Arn}")));
        });

        assertThat(function.grants())
                .filteredOn(grant -> grant.action().startsWith("sqs:"))
                .containsExactlyInAnyOrderElementsOf(needed);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void takesASnapshotOfWhatItPublishes(Function function) {
        assertThat(function.property("SnapStart").path("ApplyOn").asText()).isEqualTo("PublishedVersions");
        assertThat(function.property("AutoPublishAlias").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void failsTheTasksOfMessagesThatWereGivenUp(Template template) {
        for (String queue : queuesOfTasks(template)) {
            JsonNode redrive = template.property(queue, "RedrivePolicy");
            String deadLetters = Template.target(redrive.path("deadLetterTargetArn"));

            assertThat(redrive.path("maxReceiveCount").asInt()).isBetween(2, 1000);
            assertThat(template.functions())
                    .filteredOn(function -> function.handler() == DeadLetterHandler.class)
                    .flatExtracting(function -> function.mappings().values())
                    .extracting(mapping -> Template.target(mapping.path("EventSourceArn")))
                    .containsExactly(deadLetters);
            assertThat(template.property(deadLetters, "MessageRetentionPeriod").asInt())
                    .isGreaterThan(
                            template.property(queue, "MessageRetentionPeriod").asInt());
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void keepsTokensInQueuesEncrypted(Template template) {
        assertThat(template.resources("AWS::SQS::Queue").keySet())
                .allMatch(queue ->
                        template.property(queue, "SqsManagedSseEnabled").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("templates")
    void watchesTheStateMachineAndEachQueue(Template template) {
        List<String> watched = new ArrayList<>();
        template.resources("AWS::CloudWatch::Alarm").values().forEach(alarm -> {
            alarm.findValues("Dimensions")
                    .forEach(dimensions -> watched.add(alarm.findValuesAsText("MetricName") + " "
                            + Template.target(dimensions.path(0).path("Value"))));
            assertThat(Template.target(
                            alarm.path("Properties").path("AlarmActions").path(0)))
                    .isEqualTo("AlarmTopic");
        });

        assertThat(watched).anyMatch(metric -> metric.contains("ExecutionsStarted") && metric.endsWith("StateMachine"));
        for (String queue : queuesOfTasks(template)) {
            String deadLetters =
                    Template.target(template.property(queue, "RedrivePolicy").path("deadLetterTargetArn"));
            assertThat(watched)
                    .anyMatch(metric -> metric.contains("ApproximateAgeOfOldestMessage") && metric.endsWith(queue))
                    .anyMatch(metric ->
                            metric.contains("ApproximateNumberOfMessagesVisible") && metric.endsWith(deadLetters));
        }
    }

    @Test
    void keepsTheSecretOutOfTheTemplate() {
        Template template = Template.of("order-approval");

        assertThat(template.functions())
                .filteredOn(function -> function.variables().contains("CONFIRMATION_SECRET"))
                .hasSize(1)
                .allMatch(function -> function.variable("CONFIRMATION_SECRET")
                        .equals("{{resolve:secretsmanager:${ConfirmationSecret}}}"));
        assertThat(template.property("ConfirmationSecret", "GenerateSecretString")
                        .path("PasswordLength")
                        .asInt())
                .isGreaterThanOrEqualTo(32);
    }

    /** The queues that the state machine sends tokens to. */
    private static Set<String> queuesOfTasks(Template template) {
        Set<String> queues = new TreeSet<>();
        substitutions(template).values().stream()
                .map(Template::target)
                .filter(template.resources("AWS::SQS::Queue")::containsKey)
                .forEach(queues::add);
        return queues;
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
                substitutions(template).get(placeholder.substring(2, placeholder.length() - 1)), placeholder);
    }

    private static Map<String, JsonNode> substitutions(Template template) {
        Map<String, JsonNode> substitutions = new TreeMap<>();
        template.stateMachine()
                .path("DefinitionSubstitutions")
                .properties()
                .forEach(entry -> substitutions.put(entry.getKey(), entry.getValue()));
        return substitutions;
    }

    private static String definition(Template template) throws IOException {
        return Files.readString(
                template.file(template.stateMachine().path("DefinitionUri").asText()));
    }
}
