package dev.tasktoken.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.testkit.LocalStepFunctions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The end-to-end tests in another process, which knows of the services in this one by its environment only. */
class EndToEndElsewhereIT {
    private static final String TOKEN_START = "AAAAKgAAAAIAAAAAAAAAA";

    @Test
    void theSameTestsRunAgainstWhateverTheEnvironmentNames() throws Exception {
        try (LocalQueues queues = LocalQueues.start();
                LocalStepFunctions stepFunctions =
                        LocalStepFunctions.builder().sqs(queues.client()).start()) {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dorg.slf4j.simpleLogger.log.dev.tasktoken=debug",
                    "-Dorg.slf4j.simpleLogger.log.software.amazon.awssdk=debug",
                    "-classpath",
                    System.getProperty("java.class.path"),
                    EndToEndMain.class.getName());
            builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
            builder.environment()
                    .putAll(Map.of(
                            "AWS_ENDPOINT_URL", stepFunctions.endpoint().toString(),
                            "AWS_ENDPOINT_URL_SQS", queues.endpoint().toString()));
            Process process = builder.redirectErrorStream(true).start();

            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);

            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(printed.contains(TOKEN_START)).as("a token was printed").isFalse();
            assertThat(process.exitValue()).as(printed).isZero();
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
