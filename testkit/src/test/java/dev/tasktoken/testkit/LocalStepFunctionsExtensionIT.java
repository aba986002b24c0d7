package dev.tasktoken.testkit;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tasktoken.testkit.internal.values.TaskTokens;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Runs small test classes by JUnit itself and looks at what became of their instances. */
class LocalStepFunctionsExtensionIT {
    private static final List<LocalStepFunctions> SEEN = new CopyOnWriteArrayList<>();
    private static final String PASS = Definitions.of("\"Type\": \"Pass\", \"End\": true");

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @Test
    void eachTestHasAnInstanceOfItsOwnWhichIsClosed() {
        run(EachItsOwn.class).testEvents().assertStatistics(events -> events.succeeded(2));

        assertThat(SEEN).hasSize(2).doesNotHaveDuplicates().allMatch(LocalStepFunctionsExtensionIT::isClosed);
    }

    @Test
    void aStaticFieldSharesOneWithAllTestsOfTheClassAndThoseInside() {
        run(Shared.class).testEvents().assertStatistics(events -> events.succeeded(2));

        assertThat(SEEN).hasSize(3);
        assertThat(SEEN.stream().distinct()).hasSize(1).allMatch(LocalStepFunctionsExtensionIT::isClosed);
    }

    @Test
    void aConstructorsParameterIsTheInstanceOfTheTest() {
        run(ByConstructor.class).testEvents().assertStatistics(events -> events.succeeded(1));

        assertThat(SEEN).hasSize(2);
        assertThat(SEEN.stream().distinct()).hasSize(1).allMatch(LocalStepFunctionsExtensionIT::isClosed);
    }

    @Test
    void aFailureTellsWhatHappenedButNoTokenAndNoData() {
        EngineExecutionResults results = run(Failing.class);

        Throwable failure = failure(results.testEvents().failed().list().get(0));
        assertThat(failure).hasMessage("the test's own");
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(thrown -> assertThat(thrown.getMessage())
                        .contains("is RUNNING")
                        .contains("states: S")
                        .contains("open tasks: S (")
                        .contains("TaskCall[SendTaskHeartbeat of ")
                        .doesNotContain("customer-7")
                        .doesNotContain(TaskTokens.PREFIX));
        assertThat(results.testEvents().reportingEntryPublished().count()).isEqualTo(1);
        assertThat(SEEN).allMatch(LocalStepFunctionsExtensionIT::isClosed);
    }

    @Test
    void anAssumptionThatDoesNotHoldIsNoFailure() {
        EngineExecutionResults results = run(Aborted.class);

        assertThat(results.testEvents().aborted().count()).isEqualTo(1);
        assertThat(results.testEvents().reportingEntryPublished().count()).isZero();
    }

    @Test
    void anInstanceThatCouldNotBePreparedIsClosed() {
        run(BadlyPrepared.class).testEvents().assertStatistics(events -> events.failed(1));

        assertThat(SEEN).hasSize(1).allMatch(LocalStepFunctionsExtensionIT::isClosed);
    }

    @Test
    void aParameterBeforeAllTestsNeedsASharedInstance() {
        EngineExecutionResults results = run(TooEarly.class);

        Throwable failure = failure(results.containerEvents().failed().list().get(0));
        assertThat(failure).hasMessageContaining("register LocalStepFunctionsExtension.with(...) in a static field");
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute();
    }

    private static Throwable failure(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }

    /** A wait on a closed instance throws. */
    private static boolean isClosed(LocalStepFunctions stepFunctions) {
        try {
            stepFunctions.awaitOpenTask();
            return false;
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage()).contains("was closed");
        }
    }

    static class EachItsOwn {
        @RegisterExtension
        final LocalStepFunctionsExtension extension = LocalStepFunctionsExtension.with(LocalStepFunctions::builder);

        @BeforeEach
        void look(LocalStepFunctions stepFunctions) {
            SEEN.add(stepFunctions);
        }

        @Test
        void first() {}

        @Test
        void second() {}
    }

    static class Shared {
        @RegisterExtension
        static final LocalStepFunctionsExtension EXTENSION = LocalStepFunctionsExtension.with(
                        () -> LocalStepFunctions.builder().region(Region.EU_CENTRAL_1))
                .prepare(stepFunctions -> stepFunctions.functions().register("charge", order -> "42"));

        @BeforeAll
        static void look(LocalStepFunctions stepFunctions) {
            SEEN.add(stepFunctions);
        }

        @Test
        void runs(LocalStepFunctions stepFunctions, SfnClient client, MovableClock clock) {
            SEEN.add(stepFunctions);
            assertThat(client).isSameAs(stepFunctions.client());
            assertThat(clock).isSameAs(stepFunctions.clock());
            StartedExecution execution = stepFunctions.run(
                    Definitions.of("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\","
                            + " \"Parameters\": {\"FunctionName\": \"charge\"}, \"End\": true"),
                    "{}");
            assertThat(execution).succeeded().withOutputAt("/Payload", 42);
            assertThat(execution.arn()).contains(":eu-central-1:");
        }

        @Nested
        class Inside {
            @Test
            void runs(LocalStepFunctions stepFunctions) {
                SEEN.add(stepFunctions);
                assertThat(stepFunctions.run(PASS, "{}")).succeeded();
            }
        }
    }

    @ExtendWith(LocalStepFunctionsExtension.class)
    static class ByConstructor {
        ByConstructor(LocalStepFunctions stepFunctions) {
            SEEN.add(stepFunctions);
        }

        @Test
        void isTheSame(LocalStepFunctions stepFunctions) {
            SEEN.add(stepFunctions);
        }
    }

    @ExtendWith(LocalStepFunctionsExtension.class)
    static class Failing {
        @Test
        void fails(LocalStepFunctions stepFunctions) {
            SEEN.add(stepFunctions);
            String topicArn = stepFunctions.topics().create("tasks");
            StartedExecution execution = stepFunctions.run(
                    Definitions.of(
                            "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish.waitForTaskToken\","
                                    + " \"Parameters\": {\"TopicArn\": \"" + topicArn + "\", \"Message\":"
                                    + " {\"token.$\": \"$$.Task.Token\"}}, \"End\": true"),
                    "{\"customer\": \"customer-7\"}");
            String token = execution.awaitOpenTask();
            stepFunctions.client().sendTaskHeartbeat(h -> h.taskToken(token));
            throw new AssertionError("the test's own");
        }
    }

    @ExtendWith(LocalStepFunctionsExtension.class)
    static class Aborted {
        @Test
        void isNotFor() {
            Assumptions.abort();
        }
    }

    static class BadlyPrepared {
        @RegisterExtension
        final LocalStepFunctionsExtension extension = LocalStepFunctionsExtension.with(LocalStepFunctions::builder)
                .prepare(SEEN::add)
                .prepare(stepFunctions -> stepFunctions.functions().register("not a name", order -> order));

        @Test
        void isNotReached() {}
    }

    @ExtendWith(LocalStepFunctionsExtension.class)
    static class TooEarly {
        @BeforeAll
        static void look(LocalStepFunctions stepFunctions) {
            SEEN.add(stepFunctions);
        }

        @Test
        void isNotReached() {}
    }
}
