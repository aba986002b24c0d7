package dev.tasktoken.examples.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.examples.approval.LocalBucket;
import dev.tasktoken.examples.approval.OrderApiHandler;
import dev.tasktoken.examples.approval.RemindApproversHandler;
import dev.tasktoken.examples.approval.SendDecisionsHandler;
import dev.tasktoken.lambda.DeadLetterHandler;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each function's policy against its handler: what its bytecode can call, from above, and what it does call when it
 * runs, from below.
 */
class DeployPermissionsIT {
    private static final CallRecorder RECORDER = new CallRecorder();

    /**
     * What is in the code that a handler shares with others, and never happens to it: dead letters are failed without a
     * look at the task, and an order is not decided when its token is stored.
     */
    private static final Map<Class<?>, Set<String>> NEVER = Map.of(
            DeadLetterHandler.class, Set.of("states:SendTaskSuccess", "states:SendTaskHeartbeat"),
            OrderApiHandler.class, Set.of("states:SendTaskHeartbeat"),
            SendDecisionsHandler.class, Set.of("states:SendTaskHeartbeat"),
            RemindApproversHandler.class, Set.of("states:SendTaskHeartbeat"));

    static Stream<Function> functions() {
        return Template.all().flatMap(template -> template.functions().stream());
    }

    @BeforeAll
    static void runEveryHandler() throws Exception {
        try (TaskScenario tasks = new TaskScenario(RECORDER);
                ApprovalScenario approval = new ApprovalScenario(RECORDER);
                OpenTasksScenario openTasks = new OpenTasksScenario(RECORDER)) {
            for (Class<?> handler : functions().map(Function::handler).collect(Collectors.toSet())) {
                if (TaskScenario.fits(handler)) {
                    tasks.run(handler);
                }
            }
            approval.run();
            openTasks.run();
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void permitsWhatTheCodeCanCallAndNoMore(Function function) {
        Set<String> reachable = new TreeSet<>(Reach.of(function.handler()).actions());
        Set<String> never = NEVER.getOrDefault(function.handler(), Set.of());

        assertThat(reachable).containsAll(never);
        reachable.removeAll(never);
        assertThat(actions(function.grantsOfItsCode())).isEqualTo(reachable);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void permitsEachCallThatTheHandlerMakes(Function function) {
        Set<Grant> grants = function.grantsOfItsCode();

        assertThat(calls(function)).allSatisfy(call -> assertThat(grants).anyMatch(grant -> grant.permits(call)));
        assertThat(calls(function).isEmpty())
                .as("a handler that calls nothing may do nothing")
                .isEqualTo(grants.isEmpty());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void permitsNothingOnAResourceThatTheHandlerLeavesAlone(Function function) {
        Set<Grant> calls = calls(function);

        assertThat(function.grantsOfItsCode())
                .filteredOn(grant -> !grant.resource().equals("*"))
                .allSatisfy(grant -> assertThat(calls).anyMatch(grant::permits));
        assertThat(function.grantsOfItsCode())
                .filteredOn(grant -> grant.resource().equals("*"))
                .allMatch(grant -> grant.action().startsWith("states:SendTask"));
    }

    private static Set<String> actions(Set<Grant> grants) {
        return grants.stream().map(Grant::action).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What it called, with the names that the template has for the bucket, the state machine and its executions. */
    private static Set<Grant> calls(Function function) {
        String bucket = function.variable("TOKEN_BUCKET").replace("}", ".Arn}");
        Set<Grant> calls = new LinkedHashSet<>();
        for (Grant call : RECORDER.of(function.handler())) {
            String resource = call.resource().startsWith("arn:aws:states:")
                    ? stateMachine(function, call.resource())
                    : call.resource().replaceFirst("^" + LocalBucket.NAME + "(?=/|$)", bucket.replace("$", "\\$"));
            calls.add(new Grant(call.action(), resource));
        }
        return calls;
    }

    /** The state machine as the template names it, or an execution of it. */
    private static String stateMachine(Function function, String arn) {
        String machine = function.variable("STATE_MACHINE_ARN");
        return arn.contains(":execution:") ? machine.replace(":stateMachine:", ":execution:") + ":any" : machine;
    }
}
