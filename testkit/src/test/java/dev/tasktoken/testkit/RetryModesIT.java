package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.AsyncTokenResponder;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * What the library says of an answer holds however the SDK retries: as it did, and as it does by its settings of 2026.
 */
@ParameterizedClass
@EnumSource(RetryModesIT.Retries.class)
class RetryModesIT {
    private static final String SUCCESS = "SendTaskSuccess";
    private static final int MORE_THAN_ANY_QUOTA = 200;

    @Parameter
    private Retries retries = Retries.LEGACY;

    private final Workbench bench = Workbench.start();
    private final LocalFaults faults = bench.stepFunctions.faults();
    private String execution = "";
    private TaskToken token = TaskToken.of("none-yet");
    private SfnClient client = bench.sfn;

    /** The SDK's retry behaviours, without their pauses. */
    enum Retries {
        LEGACY(4),
        NEW(3);

        private final int attempts;

        Retries(int attempts) {
            this.attempts = attempts;
        }

        private RetryStrategy strategy() {
            RetryStrategy strategy =
                    this == NEW ? AwsRetryStrategy.standardRetryStrategy(true) : AwsRetryStrategy.legacyRetryStrategy();
            return strategy.toBuilder()
                    .backoffStrategy(BackoffStrategy.retryImmediately())
                    .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                    .build();
        }
    }

    @BeforeEach
    void pause() {
        execution = bench.runWaiting("\"End\": true");
        token = TaskToken.of(bench.token());
        client = set(SfnClient.builder()).build();
    }

    private <B extends AwsClientBuilder<B, C>, C> B set(B builder) {
        return builder.endpointOverride(bench.stepFunctions.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .overrideConfiguration(c -> c.retryStrategy(retries.strategy()));
    }

    @AfterEach
    void close() {
        client.close();
        bench.close();
    }

    private int attempts() {
        try {
            client.sendTaskSuccess(s -> s.taskToken(token.value()).output("1"));
            throw new AssertionError("the call should fail");
        } catch (SdkException e) {
            return e.numAttempts();
        }
    }

    /** Fails calls until the client has no retries left. */
    private void useUpTheQuota() {
        Fault failing = Fault.internalFailure().operations(SUCCESS);
        faults.inject(failing);
        int calls = 0;
        while (attempts() > 1) {
            assertThat(++calls)
                    .as("calls until the quota of retries is used up")
                    .isLessThan(MORE_THAN_ANY_QUOTA);
        }
        faults.clear();
    }

    @Test
    void failedCallsAreRetriedSoOften() {
        faults.inject(Fault.internalFailure().operations(SUCCESS));

        assertThat(attempts()).isEqualTo(retries.attempts);

        faults.clear();
        faults.inject(Fault.throttling().operations(SUCCESS));

        assertThat(attempts()).isEqualTo(retries.attempts);
    }

    @Test
    void kmsThrottlingIsTriedAgainByTheLibraryBecauseTheSdkDoesNot() {
        Fault throttling = Fault.kmsThrottling().operations(SUCCESS).times(2);
        faults.inject(throttling);

        assertThat(attempts()).isEqualTo(1);
        assertThat(TokenResponder.of(client).succeed(token, 1)).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(faults.met(throttling)).isEqualTo(2);
    }

    @Test
    void theAnswerIsUnconfirmedWhenARetryFoundTheTaskClosed() {
        faults.inject(Fault.cutAfter().operations(SUCCESS).times(1));

        assertThat(TokenResponder.of(client).succeed(token, "mine")).isEqualTo(AnswerOutcome.UNCONFIRMED);
        assertThat(bench.ended(execution).output()).contains("\"mine\"");
    }

    @Test
    void theAnswerIsUnconfirmedWithoutBlockingToo() {
        try (SfnAsyncClient async = set(SfnAsyncClient.builder()).build()) {
            faults.inject(Fault.kmsThrottling().operations(SUCCESS).times(1));
            faults.inject(Fault.cutAfter().operations(SUCCESS).times(1));

            AnswerOutcome answer =
                    AsyncTokenResponder.of(async).succeed(token, "mine").join();

            assertThat(answer).isEqualTo(AnswerOutcome.UNCONFIRMED);
            assertThat(bench.ended(execution).output()).contains("\"mine\"");
        }
    }

    @Test
    void aTaskThatTheFirstAttemptFoundClosedWasClosedBefore() {
        bench.succeed(token.value(), "1");

        assertThat(TokenResponder.of(client).succeed(token, 2)).isEqualTo(AnswerOutcome.ALREADY_CLOSED);
    }

    @Test
    void aCallWithoutRetriesLeftSaysThatItWasNotDelivered() {
        useUpTheQuota();
        faults.inject(Fault.cutAfter().operations(SUCCESS).times(1));

        assertThatThrownBy(() -> TokenResponder.of(client).succeed(token, "mine"))
                .isInstanceOf(AnswerNotDeliveredException.class)
                .hasMessageContaining("attempts made: 1");
    }

    @Test
    void aProcessorResendsWhereTheSdkHasNoRetriesLeftAndTheAnswerIsUnconfirmed() {
        useUpTheQuota();
        Fault cut = Fault.cutAfter().operations(SUCCESS).times(1);
        faults.inject(cut);

        Settlement settlement = processed();

        assertThat(faults.met(cut)).isEqualTo(1);
        assertThat(settlement).isEqualTo(new Settlement.Succeeded(AnswerOutcome.UNCONFIRMED));
        assertThat(bench.ended(execution).output()).contains("\"mine\"");
    }

    @Test
    void aProcessorOutlastsAnOutageForWhichTheSdkHasNoRetriesLeft() {
        useUpTheQuota();
        faults.inject(Fault.internalFailure().operations(SUCCESS).times(2));

        assertThat(processed()).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
    }

    private Settlement processed() {
        CallbackProcessor<JsonNode> processor =
                CallbackProcessor.of(TokenResponder.of(client), JsonNode.class, payload -> "mine");
        return processor.process(Delivery.of("{\"taskToken\":\"" + token.value() + "\"}"));
    }
}
