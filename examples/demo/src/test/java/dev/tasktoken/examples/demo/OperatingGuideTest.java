package dev.tasktoken.examples.demo;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.guide.Moving;
import dev.tasktoken.examples.guide.Operations;
import dev.tasktoken.examples.guide.Shop.Cards;
import dev.tasktoken.examples.guide.Shop.Order;
import dev.tasktoken.examples.guide.Shop.Receipt;
import dev.tasktoken.examples.guide.TaskCounts;
import dev.tasktoken.processor.CallbackListener;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.sqs.SqsMessages;
import dev.tasktoken.sqs.SqsWorker;
import dev.tasktoken.sqs.SqsWorkerStatus;
import dev.tasktoken.testkit.Deliveries;
import dev.tasktoken.testkit.Fault;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.SqsDelivery;
import dev.tasktoken.testkit.StartedExecution;
import dev.tasktoken.testkit.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What docs/operating.md says. The tables of alarms and of access rights (except the worker's row) are compared with
 * the deployment templates. The names in the tables of the listener, of settlements and answers, of the worker's status
 * and of the logging context are compared with the code, the table of loggers with what a process prints at DEBUG.
 */
@Timeout(60)
class OperatingGuideTest {
    private static final Order ORDER = new Order("0001", 1999);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LOG_LINE = Pattern.compile("^\\[[^\\]]+\\] [A-Z]+ (\\S+) - ");
    private static final String TOKEN_START = "AAAAKgAAAAIAAAAAAAAAA";

    @RegisterExtension
    static final LocalServices SERVICES = new LocalServices();

    private final LocalQueues queues = SERVICES.queues();
    private final LocalStepFunctions stepFunctions = SERVICES.startStepFunctions();
    private final TokenResponder responder = TokenResponder.of(stepFunctions.client());

    @Test
    void everyAlarmIsTheTemplates() throws IOException {
        List<List<String>> alarms = rows("| alarm |");

        assertThat(alarms).isNotEmpty().allSatisfy(row -> {
            String alarm = resource(template(row.get(0)), code(row.get(0)).get(1));
            assertThat(new HashSet<>(values(alarm, "MetricName"))).isEqualTo(new HashSet<>(code(row.get(1))));
            assertThat(values(alarm, "Threshold")).containsExactly(row.get(2));
            assertThat(new HashSet<>(values(alarm, "Period"))).hasSize(1);
            assertThat(Long.parseLong(values(alarm, "Period").get(0))
                            * Long.parseLong(values(alarm, "EvaluationPeriods").get(0)))
                    .isEqualTo(Long.parseLong(row.get(3)));
        });
    }

    @Test
    void everyAlarmOfTheTemplatesIsInTheTable() throws IOException {
        Set<String> named =
                rows("| alarm |").stream().map(row -> code(row.get(0)).get(1)).collect(Collectors.toSet());
        Set<String> inTemplates = new HashSet<>();
        try (Stream<Path> folders = Files.list(ProjectFiles.ROOT.resolve("examples/deploy"))) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                Matcher alarm = Pattern.compile("\n  (\\w+):\n    Type: AWS::CloudWatch::Alarm")
                        .matcher(Files.readString(folder.resolve("template.yaml")));
                alarm.results().map(match -> match.group(1)).forEach(inTemplates::add);
            }
        }

        assertThat(named).isEqualTo(inTemplates);
    }

    @Test
    void everyRoleIsTheTemplates() throws IOException {
        List<List<String>> roles = rows("| who |").stream()
                .filter(row -> row.get(2).startsWith("template"))
                .toList();

        assertThat(roles).hasSizeGreaterThanOrEqualTo(6).allSatisfy(row -> {
            String function = resource(template(row.get(2)), code(row.get(2)).get(1));
            Set<String> actions = Pattern.compile("\\b(?:states|sqs|s3|sns|lambda):[A-Z]\\w+")
                    .matcher(function)
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toSet());
            assertThat(new HashSet<>(code(row.get(1)))).isEqualTo(actions);
        });
    }

    @Test
    void everyEventOfTheListenerIsInTheTable() throws IOException {
        assertThat(column("| the listener's |"))
                .isEqualTo(Arrays.stream(CallbackListener.class.getDeclaredMethods())
                        .map(method -> method.getName())
                        .collect(Collectors.toSet()));
    }

    @Test
    void everySettlementAndAnswerIsInTheTable() throws IOException {
        assertThat(column("| settled as |"))
                .isEqualTo(Arrays.stream(Settlement.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .collect(Collectors.toSet()));
        assertThat(column("| with the answer |"))
                .isEqualTo(Arrays.stream(AnswerOutcome.values()).map(Enum::name).collect(Collectors.toSet()));
    }

    @Test
    void everyFieldOfTheWorkersStatusIsInTheTable() throws IOException {
        assertThat(column("| the worker's |"))
                .isEqualTo(Arrays.stream(SqsWorkerStatus.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyKeyOfTheLoggingContextIsInTheTable() throws IOException {
        String source = Files.readString(
                ProjectFiles.ROOT.resolve("core/src/main/java/dev/tasktoken/processor/TaskLogging.java"));

        assertThat(column("| the logging context's |"))
                .isEqualTo(Pattern.compile("\"(tasktoken\\.\\w+)\"")
                        .matcher(source)
                        .results()
                        .map(match -> match.group(1))
                        .collect(Collectors.toSet()))
                .hasSize(3);
    }

    @Test
    void theLoggersThatPrintTokensAreThoseOfTheTable() throws Exception {
        Queue queue = queues.create("debug-" + System.nanoTime());

        String printed = printedAtDebug(queue);

        assertThat(leaking(printed)).isEqualTo(column("| the logger |"));
        assertThat(printed.lines().flatMap(OperatingGuideTest::loggers))
                .contains("software.amazon.awssdk.request", "dev.tasktoken.processor.CallbackProcessor");
    }

    @Test
    void theListenerCountsHowDeliveriesWereSettled() {
        RecordingResponder recording = RecordingResponder.create();
        TaskCounts counts = new TaskCounts();
        CallbackProcessor<Order> processor =
                Operations.watched(recording.responder(), order -> new Receipt(order.cents()), counts);
        SqsDelivery first = Deliveries.sqs(TestTokens.numbered(1), ORDER);
        SqsDelivery unbound = Deliveries.sqs(TestTokens.numbered(2), "{\"colour\": \"red\"}");

        SqsMessages.process(first.message(), processor);
        SqsMessages.process(first.redelivered().message(), processor);
        SqsMessages.process(unbound.message(), processor);

        assertThat(counts.of("received")).isEqualTo(2);
        assertThat(counts.of("redelivered")).isEqualTo(1);
        assertThat(counts.of("settled.Succeeded")).isEqualTo(1);
        assertThat(counts.of("settled.AlreadyClosed")).isEqualTo(1);
        assertThat(counts.of("settled.Failed")).isEqualTo(1);
    }

    @Test
    void theLastReceiveFailsTheTask() {
        RecordingResponder recording = RecordingResponder.create();
        String token = TestTokens.numbered(1);
        CallbackProcessor<Order> processor = Operations.watched(
                recording.responder(),
                order -> {
                    throw new RedeliveryRequestedException("the bank is down");
                },
                new TaskCounts());

        SqsMessages.process(Deliveries.sqs(token, ORDER).receiveCount(4).message(), processor);
        assertThat(recording.task(token)).isOpen();
        SqsMessages.process(Deliveries.sqs(token, ORDER).receiveCount(5).message(), processor);

        assertThat(recording.task(token)).failed().withError(TaskFailure.TOO_MANY_RECEIVES);
    }

    @Test
    void aThrottledCallIsDelivered() throws IOException {
        StartedExecution execution = render(queues.create("throttled-" + System.nanoTime()));
        TaskToken token = TaskToken.of(execution.awaitOpenTask());
        Fault throttling = Fault.throttling().operations("SendTaskSuccess").times(1);
        stepFunctions.faults().inject(throttling);
        try (SfnClient sfn = Operations.yielding(SfnClient.builder()
                .endpointOverride(stepFunctions.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create()))) {
            Operations.modest(sfn).succeed(token, ORDER);
        }

        assertThat(stepFunctions.faults().met(throttling)).isEqualTo(1);
        assertThat(execution).succeeded();
    }

    @Test
    void aDeadLetterFailsItsTask() throws IOException {
        Queue deadLetters = queues.create("dead-" + System.nanoTime());
        Queue queue = queues.create("films-" + System.nanoTime(), deadLetters, 1);
        StartedExecution execution = render(queue);
        String token = execution.awaitOpenTask();
        queue.release(queue.receiveOne(Deadline.in(Duration.ofSeconds(10))));
        assertThat(queue.receive()).isEmpty(); // given up at its second receive

        try (SqsWorker worker = Operations.deadLetters(queues.client(), deadLetters.url(), responder)) {
            Eventually.await(() -> worker.status().deleted() == 1);
        }

        assertThat(stepFunctions.task(token)).failed().withError(TaskFailure.DEAD_LETTER);
    }

    @Test
    void aRedriveToAClosedTaskIsWorkedOnAgainUnlessTheProcessorAlwaysAsks() throws IOException {
        String token = render(queues.create("redriven-" + System.nanoTime())).awaitOpenTask();
        Message redriven = Deliveries.sqs(token, ORDER).receiveCount(1).message(); // a new one, counted anew
        SqsMessages.process(redriven, CallbackProcessor.deadLetters(responder));
        AtomicInteger charges = new AtomicInteger();
        Cards cards = order -> new Receipt(charges.incrementAndGet());

        Settlement asked = SqsMessages.process(redriven, Moving.askingAlways(responder, cards));
        assertThat(charges).hasValue(0);
        Settlement unasked = SqsMessages.process(redriven, Operations.watched(responder, cards, new TaskCounts()));

        assertThat(asked).isEqualTo(new Settlement.AlreadyClosed());
        assertThat(unasked).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ALREADY_CLOSED));
        assertThat(charges).hasValue(1);
        assertThat(stepFunctions.task(token)).failed().withError(TaskFailure.DEAD_LETTER);
    }

    @Test
    void aDeadLetterWithoutATokenStays() {
        Queue deadLetters = queues.create("dead-" + System.nanoTime());
        deadLetters.send("{\"title\": \"Metropolis\"}");

        try (SqsWorker worker = Operations.deadLetters(queues.client(), deadLetters.url(), responder)) {
            Eventually.await(() -> worker.status().redelivered() == 1);

            assertThat(worker.status().settled().total()).isZero();
        }
    }

    private StartedExecution render(Queue queue) throws IOException {
        String definition = Files.readString(Path.of("src/test/resources/guide/render.asl.json"));
        return stepFunctions.run(definition.replace("${QueueUrl}", queue.url()), Map.of("title", "Metropolis"));
    }

    /** What a process prints that receives and answers a task while all loggers are at DEBUG. */
    private String printedAtDebug(Queue queue) throws Exception {
        SecondJvm.End end = SecondJvm.run(
                LoggingAtDebug.class,
                List.of(
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=debug",
                        "-Dorg.slf4j.simpleLogger.log.dev.tasktoken=debug",
                        "-Dorg.slf4j.simpleLogger.log.org.apache.hc=debug",
                        "-Dorg.slf4j.simpleLogger.showDateTime=false"),
                Map.of(
                        "AWS_ENDPOINT_URL_SFN", stepFunctions.endpoint().toString(),
                        "AWS_ENDPOINT_URL_SQS", queues.endpoint().toString()),
                queue.url());
        String printed = end.printed();
        assertThat(printed.contains("done, ")).as("it ran to its end").isTrue();
        return printed;
    }

    /** Whose lines, or the lines below them, hold the token. */
    private static Set<String> leaking(String printed) {
        Set<String> leaking = new TreeSet<>();
        String logger = "";
        for (String line : printed.lines().toList()) {
            logger = loggers(line).findFirst().orElse(logger);
            if (line.contains(TOKEN_START)) {
                leaking.add(logger);
            }
        }
        return leaking;
    }

    private static Stream<String> loggers(String line) {
        return LOG_LINE.matcher(line).results().map(match -> match.group(1));
    }

    private static List<List<String>> rows(String head) throws IOException {
        return DocumentFile.of("docs/operating.md").tableRows(head);
    }

    /** What stands as code in the first column. */
    private static Set<String> column(String head) throws IOException {
        return rows(head).stream().flatMap(row -> code(row.get(0)).stream()).collect(Collectors.toSet());
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell).results().map(match -> match.group(1)).toList();
    }

    private static String template(String cell) {
        Path template =
                ProjectFiles.ROOT.resolve("examples/deploy/" + code(cell).get(0) + "/template.yaml");
        try {
            return Files.readString(template);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A resource's lines. */
    private static String resource(String template, String name) {
        return template.lines()
                .dropWhile(line -> !line.equals("  " + name + ":"))
                .skip(1)
                .takeWhile(line -> line.isBlank() || line.startsWith("   "))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> values(String resource, String key) {
        return Pattern.compile("\\b" + key + ": (\\S+)")
                .matcher(resource)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
