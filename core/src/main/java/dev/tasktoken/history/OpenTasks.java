package dev.tasktoken.history;

import dev.tasktoken.delivery.CallbackReader;
import java.time.InstantSource;
import java.util.Objects;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Finds the tasks that wait for their token, with the token, in the histories of their executions.
 *
 * <p>The service writes what a task sent into the event {@code TaskScheduled}, the token included. So a task can be
 * answered although its message is gone: the queue was purged, a consumer acknowledged and died, nobody stored the
 * token.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>The token is found by the rules of {@link CallbackReader#standard()}, applied to what the integration sent: a
 *       queue's message and its attributes, a topic's message, a function's payload, an event's detail, a container's
 *       environment and command, an API's body, headers and parameters, an item's attributes. A task whose token is not
 *       found by these rules is listed with the reason.
 *   <li>10 calls a second. Quotas are per account and Region and shared with the console: {@code GetExecutionHistory}
 *       about 20 a second, {@code ListExecutions} about 5 in the large Regions and 2 in others (see the developer
 *       guide, "Quotas related to API action throttling"). When the service throttles, calls become rarer by
 *       themselves.
 *   <li>4 executions of a state machine are read at once.
 * </ul>
 *
 * <p>Needs {@code states:GetExecutionHistory}; {@link #of(String)} needs {@code states:ListExecutions}, too. With
 * {@code states:DescribeStateMachineForExecution}, long histories are read only as far back as is needed. With a
 * customer-managed key, {@code kms:Decrypt} is needed for the tokens. Whoever may read histories can answer the tasks.
 *
 * <p>Immutable and thread-safe. It never closes the client.
 *
 * <pre>{@code
 * OpenTask task = OpenTasks.of(sfn).in(executionArn).state("Approve");
 * responder.succeed(task, Map.of("approved", true));
 * }</pre>
 */
public final class OpenTasks {
    private final HistoryCalls calls;
    private final TokenSearch tokens;
    private final int atOnce;
    private final InstantSource clock;

    private OpenTasks(Builder builder) {
        this.calls = new HistoryCalls(builder.client, CallPacer.perSecond(builder.callsPerSecond));
        this.tokens = new TokenSearch(builder.reader);
        this.atOnce = builder.maxConcurrentCalls;
        this.clock = builder.clock;
    }

    /**
     * Returns what finds open tasks with the defaults listed above.
     *
     * @param client makes the calls; never closed here
     * @return the open tasks of its account and Region
     */
    public static OpenTasks of(SfnClient client) {
        return builder(client).build();
    }

    /**
     * Returns a builder with the defaults listed above.
     *
     * @param client makes the calls; never closed here
     * @return the builder
     */
    public static Builder builder(SfnClient client) {
        return new Builder(Objects.requireNonNull(client, "client"));
    }

    /**
     * Finds the open tasks of one execution. One call for each 1,000 events that are read, the newest first: a history
     * that has more is read back to where the Parallel or Map state that runs was entered, or to its start.
     *
     * @param executionArn the execution's ARN; a child of a distributed Map state is an execution, too
     * @return its open tasks; none if it has ended
     * @throws HistoryNotPermittedException if a permission is missing
     * @throws HistoryNotFoundException if there is no such execution, or no history of it any more
     * @throws HistoryUnavailableException if the service could not be reached or went on throttling
     */
    public ExecutionTasks in(String executionArn) {
        Objects.requireNonNull(executionArn, "executionArn");
        return new ExecutionSearch(calls, tokens, new DefinitionLayouts(calls)).in(executionArn);
    }

    /**
     * Finds the open tasks of all running executions of a state machine.
     *
     * @param stateMachineArn the ARN of a state machine, a version or an alias
     * @return the tasks, found while they are asked for
     */
    public OpenTaskScan of(String stateMachineArn) {
        return of(stateMachineArn, OpenTaskFilter.all());
    }

    /**
     * Finds the open tasks of all running executions of a state machine that pass a filter.
     *
     * @param stateMachineArn the ARN of a state machine, a version or an alias
     * @param filter which tasks
     * @return the tasks, found while they are asked for
     */
    public OpenTaskScan of(String stateMachineArn, OpenTaskFilter filter) {
        return scan(ExecutionListing.ofStateMachine(stateMachineArn), filter);
    }

    /**
     * Finds the open tasks of all running children of a distributed Map state.
     *
     * @param mapRunArn the Map Run's ARN, for instance from {@link ExecutionTasks#mapRunsNotSearched()}
     * @param filter which tasks
     * @return the tasks, found while they are asked for
     */
    public OpenTaskScan ofMapRun(String mapRunArn, OpenTaskFilter filter) {
        return scan(ExecutionListing.ofMapRun(mapRunArn), filter);
    }

    private OpenTaskScan scan(ExecutionListing.Source source, OpenTaskFilter filter) {
        Objects.requireNonNull(filter, "filter");
        HistoryCalls counted = calls.counted();
        ExecutionSearch search = new ExecutionSearch(counted, tokens, new DefinitionLayouts(counted));
        return new OpenTaskScan(new OpenTaskScan.Settings(counted, source, search, filter, atOnce, clock));
    }

    /** Sets up {@link OpenTasks}. What is set is checked at once. Not thread-safe. */
    public static final class Builder {
        private final SfnClient client;
        private CallbackReader reader = CallbackReader.standard();
        private int callsPerSecond = 10;
        private int maxConcurrentCalls = 4;
        private InstantSource clock = InstantSource.system();

        private Builder(SfnClient client) {
            this.client = client;
        }

        /**
         * Sets what finds the token in what a task sent. Give the reader of the consumer: it reads the same body and
         * the same attributes. Environment variables, options of a command, headers and query parameters are read as
         * attributes.
         *
         * @param reader finds the token
         * @return this builder
         */
        public Builder reader(CallbackReader reader) {
            this.reader = Objects.requireNonNull(reader, "reader");
            return this;
        }

        /**
         * Sets how many calls are made a second, by all searches of the {@link OpenTasks} together.
         *
         * @param calls at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder callsPerSecond(int calls) {
            this.callsPerSecond = atLeastOne("callsPerSecond", calls);
            return this;
        }

        /**
         * Sets how many executions of a state machine are read at once. More than one makes a scan faster where a call
         * takes longer than {@link #callsPerSecond} leaves it.
         *
         * @param calls at least 1; 1 reads them one after the other, on the caller's thread
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxConcurrentCalls(int calls) {
            this.maxConcurrentCalls = atLeastOne("maxConcurrentCalls", calls);
            return this;
        }

        /**
         * Sets the clock by which a filter tells how old a task is.
         *
         * @param clock the clock; a test with {@code LocalStepFunctions} passes its movable one
         * @return this builder
         */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Builds what finds open tasks.
         *
         * @return the open tasks
         */
        public OpenTasks build() {
            return new OpenTasks(this);
        }

        private static int atLeastOne(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1: " + value);
            }
            return value;
        }
    }
}
