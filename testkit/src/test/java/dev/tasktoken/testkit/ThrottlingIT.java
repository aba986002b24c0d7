package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

/** How an account's shared quota is met. */
@Timeout(60)
class ThrottlingIT {
    private static final int TASKS = 20;

    private final Workbench bench = Workbench.start();

    @AfterEach
    void close() {
        bench.close();
    }

    private SfnClient client(RetryMode mode) {
        return SfnClient.builder()
                .endpointOverride(bench.stepFunctions.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .overrideConfiguration(c -> c.retryStrategy(mode))
                .build();
    }

    private void answerAll(TokenResponder responder) {
        for (int i = 0; i < TASKS; i++) {
            bench.runWaiting("\"End\": true");
            assertThat(responder.succeed(TaskToken.of(bench.token()), i)).isEqualTo(AnswerOutcome.ACCEPTED);
        }
    }

    @Test
    void isMetByTheSdksAdaptiveMode() {
        Fault throttling = Fault.throttling().operations("SendTaskSuccess").times(2);
        bench.stepFunctions.faults().inject(throttling);

        try (SfnClient adaptive = client(RetryMode.ADAPTIVE_V2)) {
            answerAll(TokenResponder.of(adaptive));
        }

        assertThat(bench.stepFunctions.faults().met(throttling)).isEqualTo(2);
        assertThat(bench.stepFunctions.faults().calls("SendTaskSuccess")).isEqualTo(TASKS + 2);
    }

    @Test
    void isLeftToOthersByAResponderWithALimitOfItsOwn() {
        try (SfnClient client = client(RetryMode.STANDARD)) {
            TokenResponder limited = TokenResponder.builder()
                    .client(client)
                    .callsPerSecond(50)
                    .maxConcurrentCalls(2)
                    .build();

            answerAll(limited);
        }

        assertThat(bench.stepFunctions.faults().calls("SendTaskSuccess")).isEqualTo(TASKS);
    }
}
