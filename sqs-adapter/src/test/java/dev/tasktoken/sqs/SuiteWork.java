package dev.tasktoken.sqs;

import dev.tasktoken.TaskFailureException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.CallbackTask;
import dev.tasktoken.processor.DuplicateCheck;
import dev.tasktoken.processor.RedeliveryRequestedException;
import dev.tasktoken.testkit.LocalExecution;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The work of the fault suite: its result is made of its number, so that a wrong one shows. */
final class SuiteWork {
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofMillis(500);

    private SuiteWork() {}

    /** A processor that reports each handler call that begins, by its token's fingerprint. */
    static CallbackProcessor<Records.Order> processor(SfnClient sfn, Consumer<String> begins) {
        return settings(sfn, begins).build();
    }

    /**
     * A processor that never redoes what another process had answered: it asks before each handler call, and runs none
     * without a reply. By default a handler runs if no attempt of the SDK is answered, which here is one call of some
     * hundred.
     */
    static CallbackProcessor<Records.Order> strict(SfnClient sfn, Consumer<String> begins) {
        return settings(sfn, begins)
                .duplicateCheck(DuplicateCheck.ALWAYS)
                .requireDuplicateCheck(true)
                .build();
    }

    private static CallbackProcessor.Builder<Records.Order> settings(SfnClient sfn, Consumer<String> begins) {
        return CallbackProcessor.builder(TokenResponder.of(sfn), Records.Order.class)
                .heartbeatEvery(Duration.ofSeconds(1))
                .handler((order, task) -> {
                    begins.accept(task.taskToken().fingerprint());
                    return resultOf(order.number(), task);
                });
    }

    /** The SDK's client with its own retries, and a timeout that slow answers exceed. */
    static SfnClient client(URI stepFunctions, SdkRetries retries) {
        SfnClient client = retries.build(() -> client(stepFunctions));
        int attempts = client.serviceClientConfiguration()
                .overrideConfiguration()
                .retryStrategy()
                .orElseThrow()
                .maxAttempts();
        if (attempts != retries.attempts()) {
            throw new AssertionError(retries + " make " + attempts + " attempts");
        }
        return client;
    }

    /** The same, with the behaviour that this JVM was started with. */
    static SfnClient client(URI stepFunctions) {
        return SfnClient.builder()
                .endpointOverride(stepFunctions)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .overrideConfiguration(c -> c.apiCallAttemptTimeout(ATTEMPT_TIMEOUT))
                .build();
    }

    private static Object resultOf(int number, CallbackTask task) {
        boolean first = task.delivery().receiveCount().orElse(1) == 1;
        if (number % 7 == 2 && first) {
            throw new RedeliveryRequestedException("not at the first receive");
        }
        if (number % 10 == 3) {
            throw new TaskFailureException("Odd", "number " + number);
        }
        return number * 3;
    }

    static boolean isResultOf(int number, LocalExecution execution) {
        return number % 10 == 3
                ? execution.error().equals(Optional.of("Odd"))
                        && execution.cause().equals(Optional.of("number " + number))
                : execution.succeeded() && execution.output().equals(Optional.of("" + number * 3));
    }
}
