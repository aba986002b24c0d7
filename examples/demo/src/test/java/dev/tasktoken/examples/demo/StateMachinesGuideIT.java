package dev.tasktoken.examples.demo;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.guide.ChargeContainer;
import dev.tasktoken.examples.guide.Receivers;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.DefinitionSubstitutions;
import dev.tasktoken.testkit.LambdaContext;
import dev.tasktoken.testkit.LocalFunction;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.QueueMapping;
import dev.tasktoken.testkit.StartedExecution;
import dev.tasktoken.testkit.integrations.LocalBuses;
import dev.tasktoken.testkit.lint.CallbackLint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * docs/state-machines.md: its states are read from the page, linted, run, and answered by the Java beside them. They
 * run as they are. {@code LocalStepFunctions} has queues, topics, functions, buses, tables and ECS. The test plays what
 * it has not: Batch and an HTTP API, registered as functions over the state's request, and the stream of the table. A
 * container is a process of its own.
 */
class StateMachinesGuideIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Map<String, Object> ORDER = Map.of("orderId", "0001", "cents", 1999);
    private static final Map<String, Object> RECEIPT = Map.of("paid", 1999);
    private static final Pattern LINK = Pattern.compile("\\[[^]]+]\\(#([\\w-]+)\\)");
    private static final Pattern RESOURCE = Pattern.compile("`(arn:aws:states:[^`]+)`");

    private static final LocalQueues QUEUES = LocalQueues.start();

    private final LocalStepFunctions stepFunctions =
            LocalStepFunctions.builder().sqs(QUEUES.client()).patience(PATIENCE).start();
    private final TokenResponder responder = TokenResponder.of(stepFunctions.client());
    private final PendingTasks pending = PendingTasks.builder(responder, TokenStore.inMemory())
            .waitForToken(Duration.ofSeconds(20))
            .build();
    private final Receivers receivers = new Receivers(responder, pending);
    private final Context context = LambdaContext.of("guide").timeout(PATIENCE);

    @AfterEach
    void stop() {
        stepFunctions.close();
    }

    @AfterAll
    static void stopQueues() {
        QUEUES.close();
    }

    static DocumentFile page() throws IOException {
        return DocumentFile.of("docs/state-machines.md");
    }

    static List<GuideState> states() throws IOException {
        return GuideState.of(page());
    }

    static Stream<GuideState> jsonPathStates() throws IOException {
        return states().stream().filter(state -> !state.isJsonata());
    }

    static Stream<GuideState> topicStates() throws IOException {
        return states().stream().filter(state -> state.section().equals("A topic"));
    }

    static Stream<GuideState> tableStates() throws IOException {
        return states().stream().filter(state -> state.section().equals("A table"));
    }

    static Stream<GuideState> functionStates() throws IOException {
        return states().stream().filter(state -> state.section().equals("A function"));
    }

    @ParameterizedTest
    @MethodSource("states")
    void everyStateIsAnsweredByTheJavaBesideIt(GuideState state) throws Exception {
        switch (state.section()) {
            case "A queue" -> queue(state);
            case "A topic" -> topic(state);
            case "A function" ->
                assertThat(invoking(state, this::function)).succeeded().withOutput(RECEIPT);
            case "An event bus" -> bus(state);
            case "A container" -> container(state);
            case "A web API" -> played(state, this::api);
            case "A table" -> table(state);
            case "A person decides" -> person(state);
            default -> throw new AssertionError("nobody answers the states of: " + state.section());
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void everyStateIsClean(GuideState state) {
        assertThat(CallbackLint.check(state.machine())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("topicStates")
    void aQueueBehindTheTopicIsReadAsAnyQueue(GuideState state) {
        for (boolean raw : List.of(true, false)) {
            Queue queue = QUEUES.create("behind-a-topic-" + UUID.randomUUID());
            String topic = stepFunctions.topics().create("orders-" + raw);
            stepFunctions.topics().subscribeQueue(topic, queue.url(), raw);

            StartedExecution execution = run(state.machine(), Map.of("TopicArn", topic));
            feed(queue);

            assertThat(execution).succeeded().withOutput(RECEIPT);
        }
    }

    @ParameterizedTest
    @MethodSource("functionStates")
    void anEventMayFailAndIsRedelivered(GuideState state) {
        List<Integer> attempts = new CopyOnWriteArrayList<>();
        GuideState event = state.withParameter("InvocationType", "Event");
        StartedExecution execution = invoking(event, payload -> {
            attempts.add(attempts.size() + 1);
            if (attempts.size() == 1) {
                throw new IOException("the database is down");
            }
            function(payload);
        });

        execution.awaitOpenTask();
        stepFunctions.clock().advance(Duration.ZERO); // the first attempt
        stepFunctions.clock().advance(Duration.ofMinutes(1)); // the second

        assertThat(execution).succeeded().withOutput(RECEIPT);
        assertThat(attempts).containsExactly(1, 2);
    }

    @ParameterizedTest
    @MethodSource("tableStates")
    void anItemThatReplacesAnotherIsAnswered(GuideState state) throws Exception {
        StartedExecution first = putting(state);
        JsonNode earlier = item(state);
        StartedExecution second = run(state.machine(), placeholders(state));
        second.awaitOpenTask();

        read(PlayedServices.streamEvent(earlier, item(state)));

        assertThat(second).succeeded().withOutput(RECEIPT);
        assertThat(first).isRunning();
    }

    @Test
    void eachSectionSaysTheSameInBothLanguages() throws IOException {
        Map<String, List<String>> inJsonPath = new TreeMap<>();
        Map<String, List<String>> inJsonata = new TreeMap<>();
        for (GuideState state : states()) {
            (state.isJsonata() ? inJsonata : inJsonPath)
                    .merge(state.section(), List.of(state.resource()), StateMachinesGuideIT::joined);
        }

        assertThat(inJsonPath).hasSize(8).isEqualTo(inJsonata);
    }

    @ParameterizedTest
    @MethodSource("jsonPathStates")
    void bothLanguagesMakeTheSameCall(GuideState state) throws IOException {
        GuideState inJsonata = states().stream()
                .filter(other -> other.isJsonata()
                        && other.section().equals(state.section())
                        && other.resource().equals(state.resource()))
                .findFirst()
                .orElseThrow();

        assertThat(call(state)).isEqualTo(call(inJsonata));
    }

    /** What the state calls its integration with, but for what is another's each time. */
    private JsonNode call(GuideState state) {
        AtomicReference<String> payload = new AtomicReference<>("");
        stepFunctions.functions().register("capture", call -> {
            payload.set(call);
            return "null";
        });
        String token = run(state.machineWithAFunctionInstead("capture"), placeholders(state))
                .awaitOpenTask();
        assertThat(payload.get().contains(token)).as("hands its token out").isTrue();
        JsonNode call = Json.parse(payload.get().replace(token, "the token"));
        if (call.path("Payload") instanceof ObjectNode function) {
            function.remove("context");
        }
        return call;
    }

    @Test
    void theTableLeadsToEverySectionAndNamesItsResources() throws IOException {
        Map<String, Set<String>> sections = new TreeMap<>();
        states().forEach(state -> sections.computeIfAbsent(anchor(state.section()), section -> new TreeSet<>())
                .add(state.resource()));
        Map<String, Set<String>> table = new TreeMap<>();
        for (List<String> row : page().tableRows("| I have |")) {
            table.put(only(LINK, row.get(0)), new TreeSet<>(all(RESOURCE, row.get(1))));
        }

        assertThat(table.keySet()).isEqualTo(sections.keySet());
        assertThat(table.get("a-person-decides")).isEmpty(); // "any of these"
        table.remove("a-person-decides");
        assertThat(sections).containsAllEntriesOf(table);
    }

    @Test
    void theJavaOfEachSectionIsWhatAnswersHere() throws IOException {
        String compiled =
                ProjectFiles.unindented(ProjectFiles.testSource("Receivers").orElseThrow()
                        + ProjectFiles.testSource("ChargeContainer").orElseThrow());

        assertThat(page().blocks("java"))
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(block -> assertThat(compiled).contains(ProjectFiles.unindented(block)));
    }

    private void queue(GuideState state) {
        Queue queue = QUEUES.create("orders-" + UUID.randomUUID());

        StartedExecution execution = run(state.machine(), Map.of("QueueUrl", queue.url()));
        feed(queue);

        assertThat(execution).succeeded().withOutput(RECEIPT);
    }

    private void feed(Queue queue) {
        stepFunctions.functions().register("fed", receivers::handleRequest, SQSEvent.class);
        stepFunctions.connectQueue(queue.url(), "fed", QueueMapping.defaults().reportBatchItemFailures());
    }

    private void topic(GuideState state) {
        String topic = stepFunctions.topics().create("orders");
        stepFunctions.functions().register("subscriber", receivers::handleRequest, SNSEvent.class);
        stepFunctions.topics().subscribeFunction(topic, "subscriber");

        StartedExecution execution = run(state.machine(), Map.of("TopicArn", topic));

        assertThat(execution).succeeded().withOutput(RECEIPT);
    }

    private StartedExecution invoking(GuideState state, Receiver receiver) {
        stepFunctions.functions().register("function", receiver.asFunction());
        return run(state.machine(), Map.of("ChargeFunction", "function", "ApprovalFunction", "function"));
    }

    private void function(JsonNode payload) {
        receivers.handleRequest(PlayedServices.map(payload), context);
    }

    private void person(GuideState state) {
        StartedExecution execution = invoking(state, payload -> receivers.ask(PlayedServices.map(payload), context));

        assertThat(receivers.approve("0001").isRecorded()).isTrue();

        assertThat(execution).succeeded().withOutput(Map.of("approved", true));
    }

    /** The targets that the page names: a function with an event of its own type or a raw one, and a queue. */
    private void bus(GuideState state) {
        stepFunctions.functions().register("typed", receivers::handleRequest, ScheduledEvent.class);
        Receiver raw = this::function;
        stepFunctions.functions().register("raw", raw.asFunction());
        Queue queue = QUEUES.create("target-" + UUID.randomUUID());

        assertThat(sendingTo(state, rule -> rule.toFunction("typed")))
                .succeeded()
                .withOutput(RECEIPT);
        assertThat(sendingTo(state, rule -> rule.toFunction("raw"))).succeeded().withOutput(RECEIPT);
        StartedExecution queued = sendingTo(state, rule -> rule.toQueue(queue.url()));
        feed(queue);
        assertThat(queued).succeeded().withOutput(RECEIPT);
    }

    private StartedExecution sendingTo(GuideState state, Consumer<LocalBuses.Rule> target) {
        LocalBuses buses = stepFunctions.integrations().buses();
        String bus = "orders-" + UUID.randomUUID();
        buses.create(bus);
        target.accept(buses.rule(bus, "{\"source\": [\"shop.orders\"], \"detail-type\": [\"ChargeRequested\"]}"));
        return run(state.machine(), Map.of("BusName", bus));
    }

    private void container(GuideState state) {
        if (state.resource().contains(":batch:")) {
            played(state, request -> charge(PlayedServices.environment(request)));
            return;
        }
        Map<String, String> values = placeholders(state);
        stepFunctions
                .integrations()
                .onContainer(
                        values.getOrDefault("TaskDefinition", "none"), (environment, command) -> charge(environment));

        assertThat(run(state.machine(), values)).succeeded().withOutput(RECEIPT);
    }

    private void charge(Map<String, String> variables) throws Exception {
        Map<String, String> environment = new HashMap<>(variables);
        environment.putAll(Map.of(
                "AWS_ENDPOINT_URL", stepFunctions.endpoint().toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local"));

        SecondJvm.End end = SecondJvm.run(
                ChargeContainer.class,
                List.of("-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"),
                environment);

        assertThat(end.exitCode()).as(end.printed()).isZero();
    }

    private void table(GuideState state) throws IOException {
        StartedExecution execution = putting(state);

        read(PlayedServices.streamEvent(item(state)));

        assertThat(execution).succeeded().withOutput(RECEIPT);
    }

    /** Runs the state to where its item is in a table that was empty. */
    private StartedExecution putting(GuideState state) {
        stepFunctions.integrations().tables().create(tableName(state), "orderId");
        StartedExecution execution = run(state.machine(), placeholders(state));
        execution.awaitOpenTask();
        return execution;
    }

    private JsonNode item(GuideState state) {
        List<JsonNode> items = stepFunctions.integrations().tables().items(tableName(state));
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    private static String tableName(GuideState state) {
        return placeholders(state).getOrDefault("Table", "none");
    }

    /** Nothing here is what the state calls, so it is refused by name until the test plays the service. */
    private void played(GuideState state, Receiver service) {
        Map<String, String> values = placeholders(state);
        assertThatThrownBy(
                        () -> stepFunctions.createStateMachine(DefinitionSubstitutions.apply(state.machine(), values)))
                .hasMessageContaining(state.resource() + " is not supported by LocalStepFunctions");
        stepFunctions.integrations().on(state.resource(), request -> {
            service.take(request);
            return Map.of();
        });

        assertThat(run(state.machine(), values)).succeeded().withOutput(RECEIPT);
    }

    private void api(JsonNode call) {
        assertThat(receivers
                        .handleRequest(PlayedServices.httpCall(call), context)
                        .getStatusCode())
                .isEqualTo(204);
    }

    private void read(JsonNode streamEvent) throws IOException {
        byte[] event = streamEvent.toString().getBytes(StandardCharsets.UTF_8);
        receivers.handleRequest(new ByteArrayInputStream(event), new ByteArrayOutputStream(), context);
    }

    private StartedExecution run(String machine, Map<String, String> values) {
        return stepFunctions.run(DefinitionSubstitutions.apply(machine, values), ORDER);
    }

    /** Any value will do where the service is played. */
    private static Map<String, String> placeholders(GuideState state) {
        Map<String, String> values = new HashMap<>();
        all(Pattern.compile("\\$\\{(\\w+)}"), state.machine()).forEach(name -> values.put(name, "any-" + name));
        return values;
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static String only(Pattern pattern, String text) {
        List<String> found = all(pattern, text);
        assertThat(found).as(text).hasSize(1);
        return found.get(0);
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static List<String> joined(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** Takes what a state hands over. */
    @FunctionalInterface
    private interface Receiver {
        void take(JsonNode call) throws Exception;

        default LocalFunction asFunction() {
            return payload -> {
                take(Json.parse(payload));
                return "null";
            };
        }
    }
}
