package dev.tasktoken.examples.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.lambda.DeadLetterHandler;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.error.YAMLException;

/** What can be checked of the SAM templates in {@code examples/deploy} without an account. */
class DeployTemplatesTest {
    static Stream<Template> templates() {
        return Template.all();
    }

    static Stream<Template> systems() {
        return Template.systems();
    }

    static Stream<Function> functions() {
        return Template.all().flatMap(template -> template.functions().stream());
    }

    @ParameterizedTest
    @MethodSource("templates")
    void refersToNothingThatIsNotThere(Template template) {
        References references = new References(template);

        assertThat(references.dangling()).isEmpty();
        assertThat(references.used()).contains("AlarmEmail", "HasAlarmEmail", "AlarmTopic");
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
    void saysWhatIsMissing() {
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
    void sendsEachAlarmToItsTopic(Template template) {
        assertThat(template.resources("AWS::CloudWatch::Alarm").values())
                .isNotEmpty()
                .allMatch(alarm -> Template.target(
                                alarm.path("Properties").path("AlarmActions").path(0))
                        .equals("AlarmTopic"));
    }

    @ParameterizedTest
    @MethodSource("systems")
    void watchesTheStateMachineAndEachQueue(Template template) {
        List<String> watched = new ArrayList<>();
        template.resources("AWS::CloudWatch::Alarm")
                .values()
                .forEach(alarm -> alarm.findValues("Dimensions")
                        .forEach(dimensions -> watched.add(alarm.findValuesAsText("MetricName") + " "
                                + Template.target(dimensions.path(0).path("Value")))));

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
        template.substitutions().values().stream()
                .map(Template::target)
                .filter(template.resources("AWS::SQS::Queue")::containsKey)
                .forEach(queues::add);
        return queues;
    }
}
