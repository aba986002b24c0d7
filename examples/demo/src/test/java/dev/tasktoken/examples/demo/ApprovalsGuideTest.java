package dev.tasktoken.examples.demo;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Http;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.guide.Approvals;
import dev.tasktoken.examples.guide.Approvals.Expense;
import dev.tasktoken.lambda.LambdaPayloads;
import dev.tasktoken.pages.ApiEvents;
import dev.tasktoken.pages.ApprovalPage;
import dev.tasktoken.pages.Choice;
import dev.tasktoken.pages.Question;
import dev.tasktoken.pending.AuditEntry;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.ParkOutcome;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.s3.S3TokenStore;
import dev.tasktoken.testkit.DefinitionSubstitutions;
import dev.tasktoken.testkit.Fault;
import dev.tasktoken.testkit.LambdaContext;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.StartedExecution;
import dev.tasktoken.testkit.TestTokens;
import dev.tasktoken.testkit.lint.CallbackLint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What docs/approvals.md says, with its own definition and code, on a real S3 server. */
@Timeout(60)
class ApprovalsGuideTest {
    private static final String BUCKET = "expenses-waiting";
    private static final byte[] KEY = key((byte) 1);
    private static final byte[] FORMER_KEY = key((byte) 2);

    private static LocalStorage storage;
    private static int expenses;

    private final BlockingQueue<Map<String, URI>> mailbox = new LinkedBlockingQueue<>();
    private final Expense expense = new Expense("expense-" + ++expenses, "12 chairs, 1,480 EUR", "pat@example.com");
    private LocalStepFunctions stepFunctions;
    private PendingTasks pending;
    private Approvals.PageHandler page;

    @BeforeAll
    static void startStorage() throws Exception {
        storage = LocalStorage.start();
        storage.createBucket(BUCKET);
    }

    @AfterAll
    static void stopStorage() {
        storage.close();
    }

    @BeforeEach
    void register() {
        stepFunctions = LocalStepFunctions.start();
        TokenResponder responder = TokenResponder.of(stepFunctions.client());
        CallbackLinks links = Approvals.links(KEY, FORMER_KEY);
        pending = Approvals.pending(responder, storage.client());
        page = new Approvals.PageHandler(links, pending);
        registered(Approvals.asking(responder, pending, links, (approver, byAction) -> mailbox.add(byAction)));
    }

    @AfterEach
    void stopStepFunctions() {
        stepFunctions.close();
    }

    @Test
    void theDefinitionIsCleanAndWaitsAsLongAsItsLinks() throws IOException {
        CallbackLint.requireClean(definition());

        assertThat(Json.parse(definition()).at("/States/Ask/TimeoutSeconds").asLong())
                .isEqualTo(Duration.ofDays(7).toSeconds());
    }

    @Test
    void scannersDecideNothingAndThePressOfTheButtonDoes() throws Exception {
        StartedExecution execution = ask();
        Links links = mail();

        for (URI link : List.of(links.approve(), links.reject())) {
            assertThat(status("GET", link)).isEqualTo(200);
            assertThat(status("HEAD", link)).isEqualTo(200);
        }
        assertThat(execution).isRunning();
        assertThat(status("POST", links.approve())).isEqualTo(200);

        assertThat(execution).succeeded().withOutput(Map.of("approved", true));
    }

    @Test
    void theOtherLinkComesTooLate() throws Exception {
        StartedExecution execution = ask();
        Links links = mail();
        assertThat(status("POST", links.reject())).isEqualTo(200);

        int late = status("POST", links.approve());

        assertThat(late).isEqualTo(409);
        assertThat(execution).succeeded().visitedExactly("Ask", "Rejected");
    }

    @Test
    void nobodyDecidesAfterTheTimeout() throws Exception {
        StartedExecution execution = ask();
        Links links = mail();
        stepFunctions.clock().advance(Duration.ofDays(8));

        int late = status("POST", links.approve());

        assertThat(late).isEqualTo(410);
        assertThat(execution).failed().withError("NobodyDecided");
    }

    @Test
    void aLinkOfAnEarlierAttemptDecidesNothing() throws Exception {
        AtomicInteger mails = new AtomicInteger();
        registered(Approvals.asking(
                TokenResponder.of(stepFunctions.client()),
                pending,
                Approvals.links(KEY, FORMER_KEY),
                (approver, byAction) -> {
                    mailbox.add(byAction);
                    if (mails.incrementAndGet() == 1) {
                        throw new RedeliveryRequestedException("the mail server is down");
                    }
                }));
        StartedExecution execution = ask();
        Eventually.await(() -> execution.eventTypes().contains("TaskFailed"));
        Links first = mail();
        stepFunctions.clock().advance(Duration.ofSeconds(10));
        Links second = mail();

        assertThat(status("POST", first.approve())).isEqualTo(410);
        assertThat(status("POST", second.approve())).isEqualTo(200);
        assertThat(execution).succeeded().withOutput(Map.of("approved", true));
    }

    @Test
    void aSecondExecutionUnderTheSameIdFails() throws Exception {
        ask();
        mail();

        StartedExecution second = ask();

        assertThat(second).failed().withError("AlreadyPending");
    }

    @Test
    void aRedeliveryMailsOnlyUntilItsTaskIsDecided() throws Exception {
        StartedExecution execution = ask();
        mail();
        deliverAgain();
        Links links = mail();
        stepFunctions
                .faults()
                .inject(Fault.accessDenied().operations("SendTaskSuccess").times(1));
        assertThat(status("POST", links.approve())).isEqualTo(202); // decided, and still to be sent

        deliverAgain();

        assertThat(mailbox).isEmpty();
        pending.resend(expense.id());
        assertThat(execution).succeeded().withOutput(Map.of("approved", true));
    }

    @Test
    void anApiOfOnesOwnDecidesAndOneAnswerIsRecorded() throws Exception {
        StartedExecution execution = ask();
        mail();
        assertThat(waiting()).contains(expense.id());

        assertThat(Approvals.approvedBy("pat", expense.id(), pending)).isTrue();
        assertThat(Approvals.approvedBy("sam", expense.id(), pending)).isFalse();

        assertThat(execution).succeeded().withOutput(new Approvals.Approval(true, "pat"));
        assertThat(waiting()).doesNotContain(expense.id());
    }

    @Test
    void twoPeopleOfTwoRolesApprove() {
        String token = TestTokens.numbered(1);
        RecordingResponder recording = RecordingResponder.create();
        PendingTasks several = Approvals.pending(recording.responder(), storage.client());
        several.park(expense.id(), TaskToken.of(token), Approvals.twoPeople(expense, "req"));
        PendingTask task = several.find(expense.id()).orElseThrow();

        assertThat(Approvals.vote(task, true, new Approvals.User("req", "legal", ""), several))
                .isInstanceOf(DecisionOutcome.VoteRefused.class);
        assertThat(Approvals.vote(task, true, new Approvals.User("ann", "legal", "fine"), several))
                .isInstanceOf(DecisionOutcome.VoteRecorded.class);
        assertThat(Approvals.vote(task, true, new Approvals.User("bob", "finance", ""), several))
                .isInstanceOf(DecisionOutcome.Recorded.class);

        assertThat(recording.task(token).answer()).isPresent();
        assertThat(Approvals.trail(expense.id(), several))
                .extracting(AuditEntry::kind)
                .contains(AuditEntry.Kind.PARKED, AuditEntry.Kind.APPROVED, AuditEntry.Kind.DECIDED);
    }

    @Test
    void aJobsEventAnswersWhetherItComesFirstOrLast() throws Exception {
        RecordingResponder recording = RecordingResponder.create();
        PendingTasks jobs = Approvals.pending(recording.responder(), storage.client());
        String early = "{\"JobId\": \"early-" + expense.id() + "\", \"Status\": \"SUCCEEDED\"}";
        Approvals.fromEventBridge(new ByteArrayInputStream(early.getBytes(StandardCharsets.UTF_8)), jobs);

        ParkOutcome parked = jobs.park(
                expense.id(), TaskToken.of(TestTokens.numbered(2)), Approvals.untilJobEnds("early-" + expense.id()));

        assertThat(parked).isEqualTo(ParkOutcome.ALREADY_DECIDED);
        assertThat(recording.answers()).hasSize(1);
    }

    @Test
    void whoHasNotDecidedIsRemindedOnce() throws Exception {
        ask();
        mail();
        List<PendingTask> reminded = new ArrayList<>();
        PendingTasks tomorrow = PendingTasks.builder(
                        TokenResponder.of(stepFunctions.client()), S3TokenStore.of(storage.client(), BUCKET))
                .clock(Clock.offset(Clock.systemUTC(), Duration.ofDays(2)))
                .build();

        Approvals.remind(tomorrow, reminded::add);
        Approvals.remind(tomorrow, reminded::add);

        assertThat(reminded).extracting(PendingTask::id).containsOnlyOnce(expense.id());
    }

    private List<String> waiting() {
        return Approvals.waiting(pending, Optional.empty()).tasks().stream()
                .map(PendingTask::id)
                .toList();
    }

    @Test
    void theHistoryHasTheTokenToo() throws Exception {
        StartedExecution execution = ask();
        mail();

        AnswerOutcome outcome = Approvals.approveWithoutAStore(
                stepFunctions.client(), TokenResponder.of(stepFunctions.client()), execution.arn());

        assertThat(outcome).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(execution).succeeded().withOutput(Map.of("approved", true));
    }

    @Test
    void aDecisionThatWasNotDeliveredIsSentByTheSchedule() throws Exception {
        StartedExecution execution = ask();
        Links links = mail();
        stepFunctions
                .faults()
                .inject(Fault.accessDenied().operations("SendTaskSuccess").times(1));

        assertThat(status("POST", links.approve())).isEqualTo(202);
        assertThat(execution).isRunning();
        assertThat(Approvals.everyFiveMinutes(pending)).isZero(); // left to its winner for 30 s
        assertThat(Approvals.everyFiveMinutes(impatient())).isEqualTo(1);

        assertThat(execution).succeeded().withOutput(Map.of("approved", true));
    }

    @Test
    void theStoreHoldsTheTokenUntilTheDecisionAndTheDecisionAfterwards() throws Exception {
        ask();
        Links links = mail();
        int tokens = storage.count(BUCKET, "tasktoken/tokens/");

        status("POST", links.approve());

        assertThat(storage.count(BUCKET, "tasktoken/tokens/")).isEqualTo(tokens - 1);
        assertThat(storage.count(BUCKET, "tasktoken/decisions/")).isPositive();
    }

    @Test
    void everyStatusOfThePageIsInTheTableAndIsAnswered() throws Exception {
        Set<Integer> answered = new TreeSet<>();
        CallbackLinks notParked = Approvals.links(KEY, FORMER_KEY);
        answered.add(status("GET", notParked.create("expense-of-nobody", "aaaaaaaaaaaa", "approve")));
        answered.add(status("GET", URI.create("https://expenses.example.com/decide?link=forged")));
        ask();
        Links links = mail();
        answered.add(status("PUT", links.approve()));
        answered.add(status("GET", links.approve()));
        answered.add(statusOfWhatIsNoJson(links.approve()));
        stepFunctions
                .faults()
                .inject(Fault.accessDenied().operations("SendTaskSuccess").times(1));
        answered.add(status("POST", links.approve()));
        answered.add(status("POST", links.reject()));
        answered.add(status("GET", expired()));
        pending.resend(expense.id());

        assertThat(column("| status |"))
                .isEqualTo(answered.stream().map(status -> "`" + status + "`").collect(Collectors.toSet()))
                .hasSize(8);
    }

    @Test
    void everyOutcomeIsInItsTable() throws Exception {
        assertThat(column("| `park` says |"))
                .isEqualTo(Arrays.stream(ParkOutcome.values())
                        .map(outcome -> "`" + outcome + "`")
                        .collect(Collectors.toSet()));
        assertThat(column("| the answer is |"))
                .isEqualTo(Arrays.stream(DecisionOutcome.class.getPermittedSubclasses())
                        .map(outcome -> "`" + outcome.getSimpleName() + "`")
                        .collect(Collectors.toSet()));
    }

    @Test
    void theLifecycleRulesAreTheTemplates() throws IOException {
        String template = Files.readString(ProjectFiles.ROOT.resolve("examples/deploy/order-approval/template.yaml"));
        JsonNode rules = document().blocks("json").stream()
                .map(Json::parse)
                .filter(json -> json.has("Rules"))
                .findAny()
                .orElseThrow()
                .path("Rules");

        assertThat(rules).hasSize(2);
        assertThat(rules).allSatisfy(rule -> {
            String prefix = rule.at("/Filter/Prefix").textValue();
            assertThat(prefix).startsWith(S3TokenStore.DEFAULT_PREFIX);
            assertThat(template)
                    .containsPattern("Prefix: " + prefix + "\\s+ExpirationInDays: "
                            + rule.at("/Expiration/Days").intValue() + "\n");
        });
    }

    private StartedExecution ask() throws IOException {
        return stepFunctions.run(DefinitionSubstitutions.apply(definition(), Map.of("AskFunction", "ask")), expense);
    }

    private void registered(CallbackProcessor<Expense> processor) {
        stepFunctions.functions().register("ask", payload -> {
            LambdaPayloads.process(payload, LambdaContext.of("ask"), processor);
            return "null";
        });
    }

    /** The same payload, to another process of the function. */
    private void deliverAgain() {
        Eventually.await(() -> !stepFunctions.functions().invocations("ask").isEmpty());
        LambdaPayloads.process(
                stepFunctions.functions().invocations("ask").get(0).payload(),
                LambdaContext.of("ask"),
                Approvals.asking(
                        TokenResponder.of(stepFunctions.client()),
                        pending,
                        Approvals.links(KEY, FORMER_KEY),
                        (approver, byAction) -> mailbox.add(byAction)));
    }

    /** What the person finds in the mailbox. */
    private Links mail() throws InterruptedException {
        Map<String, URI> links = mailbox.poll(10, TimeUnit.SECONDS);
        assertThat(links).containsOnlyKeys("approve", "reject");
        return new Links(mailed(links, "approve"), mailed(links, "reject"));
    }

    private static URI mailed(@Nullable Map<String, URI> links, String action) {
        return Objects.requireNonNull(Objects.requireNonNull(links).get(action));
    }

    record Links(URI approve, URI reject) {}

    private int status(String method, URI link) {
        return page.handleRequest(call(method, link), LambdaContext.of("page")).getStatusCode();
    }

    private static APIGatewayV2HTTPEvent call(String method, URI link) {
        Map<String, String> query = new HashMap<>();
        query.put(CallbackLinks.PARAMETER, link.getQuery().substring(CallbackLinks.PARAMETER.length() + 1));
        return APIGatewayV2HTTPEvent.builder()
                .withQueryStringParameters(query)
                .withRequestContext(RequestContext.builder()
                        .withHttp(Http.builder().withMethod(method).build())
                        .build())
                .build();
    }

    private URI expired() {
        return CallbackLinks.builder(URI.create("https://expenses.example.com/decide"))
                .signingKey("2026-05", FORMER_KEY)
                .action("approve")
                .clock(Clock.offset(stepFunctions.clock(), Duration.ofDays(-8)))
                .build()
                .create(expense.id(), "aaaaaaaaaaaa", "approve");
    }

    private int statusOfWhatIsNoJson(URI link) {
        CallbackLinks links = Approvals.links(KEY, FORMER_KEY);
        ApprovalPage wrong = ApprovalPage.of(
                links,
                pending,
                task -> Question.of("Approve?")
                        .choice(Choice.of("approve", "Approve", new Decision.Success("approved"))));
        return ApiEvents.answer(call("POST", link), wrong::handle).getStatusCode();
    }

    private PendingTasks impatient() {
        return PendingTasks.builder(
                        TokenResponder.of(stepFunctions.client()), S3TokenStore.of(storage.client(), BUCKET))
                .resendAfter(Duration.ZERO)
                .build();
    }

    private Set<String> column(String head) throws IOException {
        return document().tableRows(head).stream().map(row -> row.get(0)).collect(Collectors.toSet());
    }

    private static DocumentFile document() throws IOException {
        return DocumentFile.of("docs/approvals.md");
    }

    private static String definition() throws IOException {
        return Files.readString(Path.of("src/test/resources/guide/approve.asl.json"));
    }

    private static byte[] key(byte content) {
        byte[] key = new byte[32];
        Arrays.fill(key, content);
        return key;
    }
}
