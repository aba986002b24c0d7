package dev.tasktoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.testkit.LocalStepFunctions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The end-to-end tests in another process, which knows of the services in this one by its environment only. */
class EndToEndElsewhereIT {
    private static final String TOKEN_START = "AAAAKgAAAAIAAAAAAAAAA";

    @Test
    void theSameTestsRunAgainstWhateverTheEnvironmentNames() throws Exception {
        try (LocalQueues queues = LocalQueues.start();
                LocalStepFunctions stepFunctions =
                        LocalStepFunctions.builder().sqs(queues.client()).start()) {
            SecondJvm.End end = SecondJvm.run(
                    EndToEndMain.class,
                    List.of(
                            "-Dorg.slf4j.simpleLogger.log.dev.tasktoken=debug",
                            "-Dorg.slf4j.simpleLogger.log.software.amazon.awssdk=debug"),
                    Map.of(
                            "AWS_ENDPOINT_URL", stepFunctions.endpoint().toString(),
                            "AWS_ENDPOINT_URL_SQS", queues.endpoint().toString()));
            String printed = end.printed();

            assertThat(printed.contains(TOKEN_START)).as("a token was printed").isFalse();
            assertThat(end.exitCode()).as(printed).isZero();
            assertThat(printed).contains("succeeded: " + tests());
            assertThat(stepFunctions.faults().calls("CreateStateMachine")).isEqualTo(tests());
            assertThat(stepFunctions.faults().calls("SendTaskSuccess")).isPositive();
        }
    }

    private static int tests() {
        return (int) Arrays.stream(EndToEndIT.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .count();
    }
}
