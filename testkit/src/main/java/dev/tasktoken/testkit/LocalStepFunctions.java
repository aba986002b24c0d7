package dev.tasktoken.testkit;

import static java.util.Objects.requireNonNull;

import dev.tasktoken.testkit.integrations.LocalIntegrations;
import dev.tasktoken.testkit.internal.activities.Activities;
import dev.tasktoken.testkit.internal.api.ActivityOperations;
import dev.tasktoken.testkit.internal.api.ApiOperation;
import dev.tasktoken.testkit.internal.api.ApiServer;
import dev.tasktoken.testkit.internal.api.ExecutionOperations;
import dev.tasktoken.testkit.internal.api.OperationCalls;
import dev.tasktoken.testkit.internal.api.ServedOperation;
import dev.tasktoken.testkit.internal.api.StateMachineOperations;
import dev.tasktoken.testkit.internal.api.StepFunctionsProtocol;
import dev.tasktoken.testkit.internal.api.TaskOperations;
import dev.tasktoken.testkit.internal.definitions.DefinitionReader;
import dev.tasktoken.testkit.internal.engine.Engine;
import dev.tasktoken.testkit.internal.executions.Execution;
import dev.tasktoken.testkit.internal.executions.ExecutionEnvironment;
import dev.tasktoken.testkit.internal.executions.ExecutionReport;
import dev.tasktoken.testkit.internal.executions.OpenTasks;
import dev.tasktoken.testkit.internal.functions.EventQueue;
import dev.tasktoken.testkit.internal.functions.EventSourceMapping;
import dev.tasktoken.testkit.internal.functions.FunctionRegistry;
import dev.tasktoken.testkit.internal.integrations.GetActivityTask;
import dev.tasktoken.testkit.internal.integrations.Integrations;
import dev.tasktoken.testkit.internal.integrations.ReadyMadeIntegrations;
import dev.tasktoken.testkit.internal.integrations.SdkStepFunctions;
import dev.tasktoken.testkit.internal.topics.TopicPages;
import dev.tasktoken.testkit.internal.topics.Topics;
import dev.tasktoken.testkit.internal.values.Arns;
import dev.tasktoken.testkit.internal.values.BoundedLog;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import dev.tasktoken.testkit.internal.values.TaskTokens;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Step Functions in the JVM, as strict about task tokens as the service itself. It speaks the service's wire protocol
 * on a free port of the loopback interface, so that tests use the real SDK client.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>Region {@code us-east-1}, account {@code 123456789012}
 *   <li>no SQS client: definitions that use {@code sqs:sendMessage} are refused
 *   <li>the time flows with the wall clock; {@link #clock()} moves it on
 *   <li>methods that wait time out after 10 seconds of real time
 * </ul>
 *
 * <p>It runs every type of state, in JSONPath with the intrinsic functions and in JSONata, a Map state inline only; and
 * these integrations, each plain and {@code .waitForTaskToken}:
 *
 * <ul>
 *   <li>{@code sqs:sendMessage}, through any SQS client
 *   <li>{@code lambda:invoke}, of {@link #functions()} in the JVM
 *   <li>{@code sns:publish}, to {@link #topics()} in the JVM that deliver to queues, functions and HTTP endpoints
 * </ul>
 *
 * <p>A function's own ARN can be the Resource of a plain task, too, and an activity's ARN the Resource of a task whose
 * worker polls with GetActivityTask through any client. {@link #connectQueue(String, String)} feeds a function from a
 * queue, as Lambda does. {@link #integrations()} has DynamoDB tables, EventBridge buses, containers, APIs and Step
 * Functions itself, and takes any other service as a function in the JVM.
 *
 * <p>A definition that needs anything else is refused when the state machine is created, with the name of what is
 * missing.
 *
 * <p>It remembers 10,000 executions, as many answers and invocations, and as many messages of each topic. The oldest
 * are forgotten for new ones, an execution only once it has ended, so that memory does not grow with time.
 *
 * <p>{@link #faults()} makes its calls fail on demand.
 *
 * <p>Thread-safe. Close it: that ends its threads and closes {@link #client()}. An SQS client that was passed in stays
 * the caller's to close.
 *
 * <pre>{@code
 * try (LocalStepFunctions stepFunctions = LocalStepFunctions.builder().sqs(sqs).start()) {
 *     StartedExecution execution = stepFunctions.run(definition, "{}");
 *     String taskToken = execution.awaitOpenTask();
 *     stepFunctions.client().sendTaskSuccess(s -> s.taskToken(taskToken).output("42"));
 *     LocalExecution ended = execution.await();
 * }
 * }</pre>
 */
public final class LocalStepFunctions implements AutoCloseable {
    private static final int MOST_DESCRIBED = 10;

    private final Engine engine = new Engine();
    private final MovableClock clock = new MovableClock(engine);
    private final OpenTasks openTasks;
    private final TaskOperations calls;
    private final FunctionRegistry registry;
    private final LocalFunctions functions;
    private final Optional<SqsClient> sqs;
    private final List<QueueConnection> connections = new CopyOnWriteArrayList<>();
    private final LocalTopics topics;
    private final LocalIntegrations integrations;
    private final ExecutionOperations executions;
    private final LocalFaults faults;
    private final ApiServer server;
    private final SfnClient client;
    private final String roleArn;
    private final Duration patience;

    private LocalStepFunctions(Builder builder) {
        openTasks = new OpenTasks(builder.tokens);
        patience = builder.patience;
        roleArn = "arn:aws:iam::" + builder.accountId + ":role/workflow";
        calls = new TaskOperations(openTasks, engine.clock(), new BoundedLog<>(builder.remembered));
        Arns arns = new Arns(builder.region.id(), builder.accountId);
        sqs = Optional.ofNullable(builder.sqs);
        registry = new FunctionRegistry(arns, engine, new BoundedLog<>(builder.remembered));
        functions = new LocalFunctions(registry);
        server = new ApiServer();
        Topics published = new Topics(arns, engine, sqs, registry, server.endpoint());
        topics = new LocalTopics(published);
        OperationCalls own = new OperationCalls();
        Activities activities = new Activities(arns, engine);
        Integrations called = new Integrations(engine, new BoundedLog<>(builder.remembered), activities);
        integrations = new ReadyMadeIntegrations(called, arns, engine, own).add(registry, published, sqs);
        StateMachineOperations machines =
                new StateMachineOperations(arns, engine.clock(), new DefinitionReader(called));
        ExecutionEnvironment environment = new ExecutionEnvironment(engine, openTasks, arns.region());
        executions = new ExecutionOperations(arns, machines, environment, builder.remembered);
        List<ApiOperation> operations = new ArrayList<>(machines.operations());
        operations.addAll(executions.operations());
        operations.addAll(calls.operations());
        ActivityOperations workers = new ActivityOperations(activities);
        operations.addAll(workers.operations());
        own.serve(operations, executions);
        operations.forEach(operation -> called.add(SdkStepFunctions.of(operation.name(), own, engine)));
        called.add(new GetActivityTask(workers.poll()::answer, engine));
        List<ServedOperation> served = new ArrayList<>(operations);
        served.add(workers.poll());
        faults = new LocalFaults(served.stream().map(ServedOperation::name).collect(Collectors.toSet()));
        server.serve(new StepFunctionsProtocol(engine, served, new TopicPages(published)), faults::decide);
        client = client(builder.region);
    }

    private SfnClient client(Region region) {
        try {
            return SfnClient.builder()
                    .endpointOverride(server.endpoint())
                    .region(region)
                    .credentialsProvider(AnonymousCredentialsProvider.create()) // signing is a fifth of its work
                    .build();
        } catch (RuntimeException e) {
            server.close();
            engine.close();
            throw e;
        }
    }

    /**
     * Starts with all defaults.
     *
     * @return a running instance, to be closed
     */
    public static LocalStepFunctions start() {
        return builder().start();
    }

    /**
     * Begins to configure an instance.
     *
     * @return a builder with all defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns a client of this instance, with the SDK's own defaults otherwise: also its retries and proxy from the
     * environment and the system properties, so keep a proxy away from {@code 127.0.0.1}.
     *
     * @return the same client each time; {@link #close()} closes it
     */
    public SfnClient client() {
        return client;
    }

    /**
     * Returns where the API is served, for clients of one's own. Any credentials will do.
     *
     * @return an HTTP address on the loopback interface
     */
    public URI endpoint() {
        return server.endpoint();
    }

    /**
     * Returns the time inside this instance.
     *
     * @return the clock to move
     */
    public MovableClock clock() {
        return clock;
    }

    /**
     * Returns the functions for {@code lambda:invoke}.
     *
     * @return the functions
     */
    public LocalFunctions functions() {
        return functions;
    }

    /**
     * Connects a queue with a function, with Lambda's defaults. See {@link #connectQueue(String, String,
     * QueueMapping)}.
     *
     * @param queueUrl the queue
     * @param functionName the name or ARN of one of {@link #functions()}
     * @return the connection, which ends with this instance
     * @throws IllegalArgumentException if there is no such function
     * @throws IllegalStateException if there is no SQS client
     * @throws software.amazon.awssdk.services.sqs.model.SqsException usually if there is no such queue
     */
    public QueueConnection connectQueue(String queueUrl, String functionName) {
        return connectQueue(queueUrl, functionName, QueueMapping.defaults());
    }

    /**
     * Connects a queue with a function, as an event source mapping of Lambda does: it receives from the queue through
     * the SQS client of this instance and invokes the function with batches of messages, up to five at once (Lambda
     * developer guide, "Using Lambda with Amazon SQS").
     *
     * <ul>
     *   <li>When the function returns, the messages are deleted; with {@link QueueMapping#reportBatchItemFailures()}
     *       those that it does not name as failed.
     *   <li>When it throws, the whole batch stays in the queue, also for a response that names a message which is not
     *       in the batch. A message that stays is redelivered after the queue's visibility timeout, and moved to the
     *       dead-letter queue by the queue's own redrive policy. Both happen in real time, not on the
     *       {@linkplain #clock() movable clock}: give the queue a visibility timeout of a second.
     *   <li>A FIFO queue hands out a group's messages in order, and no others of the group until these are deleted or
     *       visible again.
     * </ul>
     *
     * <p>{@link MovableClock#advance} waits for invocations under way.
     *
     * @param queueUrl the queue
     * @param functionName the name or ARN of one of {@link #functions()}
     * @param mapping the mapping's settings
     * @return the connection, which ends with this instance
     * @throws IllegalArgumentException if there is no such function, or the settings do not fit the queue
     * @throws IllegalStateException if there is no SQS client
     * @throws software.amazon.awssdk.services.sqs.model.SqsException usually if there is no such queue
     */
    public QueueConnection connectQueue(String queueUrl, String functionName, QueueMapping mapping) {
        requireNonNull(queueUrl, "queueUrl");
        requireNonNull(mapping, "mapping");
        SqsClient client = sqs.orElseThrow(
                () -> new IllegalStateException("to receive from a queue, build LocalStepFunctions with an SqsClient"));
        EventQueue queue = EventQueue.of(client, queueUrl);
        QueueConnection connection =
                new QueueConnection(EventSourceMapping.start(registry, functionName, queue, mapping.rules()), patience);
        connections.add(connection);
        return connection;
    }

    /**
     * Returns the topics for {@code sns:publish}.
     *
     * @return the topics
     */
    public LocalTopics topics() {
        return topics;
    }

    /**
     * Returns the services that Task states call, beside functions, queues and topics.
     *
     * @return the integrations
     */
    public LocalIntegrations integrations() {
        return integrations;
    }

    /**
     * Returns what goes wrong with calls of the API.
     *
     * @return the faults, none at first
     */
    public LocalFaults faults() {
        return faults;
    }

    /**
     * Creates a standard state machine with a name of its own.
     *
     * @param definition in the Amazon States Language, JSON; see {@link DefinitionSubstitutions} for placeholders and
     *     files
     * @return the machine's ARN
     * @throws software.amazon.awssdk.services.sfn.model.SfnException if the definition is refused, with the reason
     */
    public String createStateMachine(String definition) {
        requireNonNull(definition, "definition");
        return client.createStateMachine(
                        m -> m.name("m-" + UUID.randomUUID()).roleArn(roleArn).definition(definition))
                .stateMachineArn();
    }

    /**
     * Starts an execution.
     *
     * @param stateMachineArn the machine
     * @param input JSON text if it is a {@code String}, else what Jackson makes of it
     * @return the execution
     * @throws IllegalArgumentException if the input cannot be written as JSON
     * @throws software.amazon.awssdk.services.sfn.model.SfnException if there is no such machine, or the input is not
     *     JSON
     */
    public StartedExecution startExecution(String stateMachineArn, Object input) {
        requireNonNull(stateMachineArn, "stateMachineArn");
        String text = Json.writeValue(input);
        return execution(
                client.startExecution(e -> e.stateMachineArn(stateMachineArn).input(text))
                        .executionArn());
    }

    /**
     * Creates a state machine and starts an execution of it.
     *
     * @param definition as for {@link #createStateMachine}
     * @param input as for {@link #startExecution}
     * @return the execution
     * @throws IllegalArgumentException if the input cannot be written as JSON
     * @throws software.amazon.awssdk.services.sfn.model.SfnException if the definition or the input is refused
     */
    public StartedExecution run(String definition, Object input) {
        return startExecution(createStateMachine(definition), input);
    }

    /**
     * Returns an execution that was started by any client.
     *
     * @param executionArn the execution
     * @return the execution, to wait for and to look into
     * @throws IllegalArgumentException if there is no such execution
     */
    public StartedExecution execution(String executionArn) {
        ExecutionAccess access = new ExecutionAccess(engine, openTasks, registry, patience);
        return engine.run(() -> new StartedExecution(find(requireNonNull(executionArn, "executionArn")), access));
    }

    /**
     * Waits, in real time and at most {@linkplain Builder#patience as long as usual}, until an execution has ended.
     *
     * @param executionArn the execution
     * @return how it ended
     * @throws IllegalStateException if it still runs after that time, if this is closed meanwhile, or if the thread is
     *     interrupted
     * @throws IllegalArgumentException if there is no such execution
     */
    public LocalExecution awaitExecution(String executionArn) {
        return awaitExecution(executionArn, patience);
    }

    /**
     * Waits, in real time, until an execution has ended.
     *
     * @param executionArn the execution
     * @param atMost how long to wait
     * @return how it ended
     * @throws IllegalStateException if it still runs after that time, if this is closed meanwhile, or if the thread is
     *     interrupted
     * @throws IllegalArgumentException if there is no such execution
     */
    public LocalExecution awaitExecution(String executionArn, Duration atMost) {
        return execution(executionArn).await(atMost);
    }

    /**
     * Waits, in real time and at most {@linkplain Builder#patience as long as usual}, for the next task that has handed
     * out its token and waits for it. Every token is returned once, the oldest first.
     *
     * @return the token's text, a secret
     * @throws IllegalStateException if no further task waits within that time, if this is closed meanwhile, or if the
     *     thread is interrupted
     */
    public String awaitOpenTask() {
        return awaitOpenTask(patience);
    }

    /**
     * Waits, in real time, for the next task that has handed out its token and waits for it. Every token is returned
     * once, the oldest first.
     *
     * @param atMost how long to wait
     * @return the token's text, a secret
     * @throws IllegalStateException if no further task waits within that time, if this is closed meanwhile, or if the
     *     thread is interrupted
     */
    public String awaitOpenTask(Duration atMost) {
        return engine.await(requireNonNull(atMost, "atMost"), () -> openTasks.takeNextWaiting(task -> true))
                .orElseThrow(() -> new IllegalStateException("no further task waits for its token after " + atMost));
    }

    /**
     * Returns the tokens that could be answered now.
     *
     * @return the tokens' texts, secrets, oldest first
     */
    public List<String> openTokens() {
        return engine.run(openTasks::tokens);
    }

    /**
     * Says whether a task could be answered now.
     *
     * @param taskToken the token's text
     * @return false once it was answered or timed out, or its execution ended
     * @throws IllegalArgumentException if the text is not a token of this instance
     */
    public boolean isOpen(String taskToken) {
        return engine.run(() -> openTasks.isOpen(own(taskToken)));
    }

    /**
     * Says whether a SendTaskSuccess or SendTaskFailure for a task has taken effect, at this moment. Work that begins
     * after this returned true is redone.
     *
     * @param taskToken the token's text
     * @return false if the task is open, or was closed by a timeout or by the end of its execution
     * @throws IllegalArgumentException if the text is not a token of this instance
     */
    public boolean isAnswered(String taskToken) {
        return engine.run(() -> calls.isAnswered(own(taskToken)));
    }

    /**
     * Returns the state of a task and the calls about it until now.
     *
     * @param taskToken the token's text
     * @return whether it is open, and those of {@link #calls()} that were about it
     * @throws IllegalArgumentException if the text is not a token of this instance
     */
    public RecordedTask task(String taskToken) {
        return engine.run(() -> RecordedTask.of(own(taskToken), openTasks.isOpen(taskToken), received()));
    }

    /**
     * Waits, in real time and at most {@linkplain Builder#patience as long as usual}, until a task is closed: answered,
     * timed out, or given up with its execution.
     *
     * @param taskToken the token's text
     * @return the task, closed
     * @throws IllegalStateException if it is still open after that time, if this is closed meanwhile, or if the thread
     *     is interrupted
     * @throws IllegalArgumentException if the text is not a token of this instance
     */
    public RecordedTask awaitClosed(String taskToken) {
        engine.run(() -> own(taskToken));
        return engine.await(
                        patience, () -> openTasks.isOpen(taskToken) ? Optional.empty() : Optional.of(task(taskToken)))
                .orElseThrow(() -> new IllegalStateException("still open after " + patience + ": " + task(taskToken)));
    }

    /**
     * Returns the last 10,000 calls of SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat, refused ones included. A
     * call that a fault kept from arriving is none of them.
     *
     * @return the calls, oldest first
     */
    public List<TaskCall> calls() {
        return engine.run(this::received);
    }

    /**
     * Returns those of {@link #calls()} that ended a task's wait: successes and failures that took effect.
     *
     * @return the calls, oldest first
     */
    public List<TaskCall> answers() {
        return calls().stream().filter(TaskCall::isAnswer).toList();
    }

    /** What happened last, for a person whose test failed: names, types and fingerprints, never data. */
    String describe() {
        return engine.run(() -> Stream.concat(
                        executions.newest(MOST_DESCRIBED).stream()
                                .map(execution -> ExecutionReport.of(execution, openTasks)),
                        Stream.of("calls about tasks: " + BoundedLog.newest(received(), MOST_DESCRIBED)
                                + registry.describe()))
                .collect(Collectors.joining("\n")));
    }

    /**
     * Disconnects the queues and waits, at most {@linkplain Builder#patience as long as usual}, for the functions that
     * handle their messages. Then stops serving, ends all threads and closes {@link #client()}. Executions that run
     * stay as they are.
     *
     * @throws IllegalStateException if the thread is interrupted while it waits for a function
     */
    @Override
    public void close() {
        try (engine;
                server;
                client) {
            connections.forEach(QueueConnection::beginStop);
            connections.forEach(QueueConnection::close);
        }
    }

    private List<TaskCall> received() {
        return calls.received().stream().map(TaskCall::of).toList();
    }

    private Execution find(String arn) {
        try {
            return executions.require(arn);
        } catch (ServiceErrorException e) {
            throw new IllegalArgumentException("there is no execution " + arn, e);
        }
    }

    private String own(String taskToken) {
        try {
            openTasks.requireOwn(requireNonNull(taskToken, "taskToken"));
            return taskToken;
        } catch (ServiceErrorException e) {
            throw new IllegalArgumentException("the text is not a token of this instance", e);
        }
    }

    /** Configures a {@link LocalStepFunctions}. Not thread-safe. */
    public static final class Builder {
        private Region region = Region.US_EAST_1;
        private String accountId = "123456789012";
        private @Nullable SqsClient sqs;
        private TaskTokens tokens = TaskTokens.ofUsualLength();
        private Duration patience = Duration.ofSeconds(10);
        private int remembered = BoundedLog.MOST;

        private Builder() {}

        /**
         * Sets how long task tokens are. Default: 700 to 900 characters, as the service's own are seen to be.
         *
         * @param characters a multiple of 4 between 160 and 2048, the longest that the service's API takes
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder tokenLength(int characters) {
            this.tokens = TaskTokens.ofLength(characters);
            return this;
        }

        /**
         * Sets the client through which {@code sqs:sendMessage} and topics reach their queues.
         *
         * @param sqs any SQS client; it stays the caller's to close
         * @return this builder
         */
        public Builder sqs(SqsClient sqs) {
            this.sqs = requireNonNull(sqs, "sqs");
            return this;
        }

        /**
         * Sets the Region that ARNs name. Default: {@code us-east-1}.
         *
         * @param region the Region
         * @return this builder
         */
        public Builder region(Region region) {
            this.region = requireNonNull(region, "region");
            return this;
        }

        /**
         * Sets the account that ARNs name. Default: {@code 123456789012}.
         *
         * @param accountId 12 digits
         * @return this builder
         * @throws IllegalArgumentException if it is not 12 digits
         */
        public Builder accountId(String accountId) {
            if (!requireNonNull(accountId, "accountId").matches("\\d{12}")) {
                throw new IllegalArgumentException("an account id has 12 digits: " + accountId);
            }
            this.accountId = accountId;
            return this;
        }

        /**
         * Sets how long methods and assertions that wait for something do so in real time, where the caller does not
         * say. What they wait for mostly comes within milliseconds; this is when they give up. Default: 10 seconds.
         *
         * @param patience more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder patience(Duration patience) {
            if (requireNonNull(patience, "patience").isNegative() || patience.isZero()) {
                throw new IllegalArgumentException("patience must be more than zero: " + patience);
            }
            this.patience = patience;
            return this;
        }

        /** Sets how many executions, calls and runs of functions are remembered, so that a test can fill them all. */
        Builder remembered(int remembered) {
            this.remembered = remembered;
            return this;
        }

        /**
         * Starts an instance.
         *
         * @return a running instance, to be closed
         */
        public LocalStepFunctions start() {
            return new LocalStepFunctions(this);
        }
    }
}
