package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.internal.ManualTimer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.KmsAccessDeniedException;
import software.amazon.awssdk.services.sfn.model.KmsInvalidStateException;
import software.amazon.awssdk.services.sfn.model.KmsThrottlingException;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // some tests spin
class TokenResponderTest {
    private static final TaskToken TOKEN = Tokens.token(1);

    private final FakeSfn sfn = new FakeSfn();
    private final List<Duration> delays = new ArrayList<>();
    private final TokenResponder responder =
            TokenResponder.builder().client(sfn).sleeper(delays::add).build();

    private static RuntimeException kmsThrottling() {
        return KmsThrottlingException.builder().message("slow").numAttempts(1).build();
    }

    @Test
    void sendsTheTokenAndTheResult() {
        assertThat(responder.succeed(TOKEN, 42)).isEqualTo(AnswerOutcome.ACCEPTED);

        assertThat(sfn.successes).singleElement().satisfies(request -> {
            assertThat(request.taskToken()).isEqualTo(TOKEN.value());
            assertThat(request.output()).isEqualTo("42");
        });
    }

    @Test
    void answersAnEnvelopeAsItsToken() {
        CallbackEnvelope envelope = CallbackReader.standard().read("{\"taskToken\":\"" + TOKEN.value() + "\"}");

        responder.fail(envelope, "NoStock", "sold out");

        assertThat(sfn.failures).singleElement().satisfies(request -> {
            assertThat(request.taskToken()).isEqualTo(TOKEN.value());
            assertThat(request.error()).isEqualTo("NoStock");
            assertThat(request.cause()).isEqualTo("sold out");
        });
    }

    @Test
    void saysThatATaskWasClosedBeforeWhenTheFirstAttemptFoundItSo() {
        sfn.says(
                FakeSfn.closedTask(1),
                TaskDoesNotExistException.builder().numAttempts(1).build());

        assertThat(responder.succeed(TOKEN, 1)).isEqualTo(AnswerOutcome.ALREADY_CLOSED);
        assertThat(responder.fail(TOKEN, "e", "c")).isEqualTo(AnswerOutcome.ALREADY_CLOSED);
    }

    @Test
    void isUnconfirmedWhenALaterAttemptFoundTheTaskClosed() {
        sfn.says(FakeSfn.closedTask(2));

        assertThat(responder.succeed(TOKEN, 1)).isEqualTo(AnswerOutcome.UNCONFIRMED);
    }

    @Test
    void retriesWhenKmsThrottles() {
        sfn.says(kmsThrottling(), kmsThrottling(), kmsThrottling());

        assertThat(responder.succeed(TOKEN, 1)).isEqualTo(AnswerOutcome.ACCEPTED);
        assertThat(sfn.calls).hasSize(4);
        assertThat(delays).hasSize(3).allSatisfy(p -> assertThat(p).isLessThanOrEqualTo(Duration.ofSeconds(2)));
    }

    @Test
    void isUnconfirmedWhenItsOwnRetryFoundTheTaskClosed() {
        sfn.says(kmsThrottling(), FakeSfn.closedTask(1));

        assertThat(responder.succeed(TOKEN, 1)).isEqualTo(AnswerOutcome.UNCONFIRMED);
    }

    @Test
    void givesUpWhenKmsThrottlesFourTimes() {
        sfn.says(kmsThrottling(), kmsThrottling(), kmsThrottling(), kmsThrottling());

        assertThatThrownBy(() -> responder.succeed(TOKEN, 1)).isInstanceOf(AnswerNotDeliveredException.class);
        assertThat(sfn.calls).hasSize(4);
    }

    @Test
    void countsTheAttemptsOfTheSdkAndItsOwnTogether() {
        sfn.says(kmsThrottling(), FakeSfn.error("InternalFailure", 500), ApiCallTimeoutException.create(1));

        assertThatThrownBy(() -> responder.succeed(TOKEN, 1)).hasMessageContaining("attempts made: 5");
        assertThatThrownBy(() -> responder.succeed(TOKEN, 1))
                .hasMessageContaining("ApiCallTimeoutException")
                .hasMessageNotContaining("attempts");
    }

    @Test
    void isUnconfirmedWhenTheSdkDoesNotSayHowOftenItTried() {
        sfn.says(TaskTimedOutException.builder().message("closed").build());

        assertThat(responder.succeed(TOKEN, 1)).isEqualTo(AnswerOutcome.UNCONFIRMED);
    }

    @Test
    void dropsACauseThatQuotesAnySpellingOfTheToken() {
        String encoded = java.util.Base64.getEncoder()
                .encodeToString(TOKEN.value().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        sfn.says(FakeSfn.error("ValidationException", 400, "Value '" + encoded + "' failed"));

        assertThatThrownBy(() -> responder.succeed(TOKEN, 1))
                .isInstanceOf(AnswerNotDeliveredException.class)
                .hasNoCause();
    }

    @Test
    void reportsATokenThatTheServiceCannotDecode() {
        sfn.says(FakeSfn.invalidToken());

        assertThatThrownBy(() -> responder.succeed(TOKEN, 1))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining(TOKEN.fingerprint())
                .hasMessageNotContaining(Tokens.PREFIX);
    }

    @Test
    void reportsWhatWasNotDelivered() {
        List<RuntimeException> transients = List.of(
                FakeSfn.error("ThrottlingException", 400),
                FakeSfn.error("InternalFailure", 500),
                FakeSfn.error("ServiceUnavailable", 503),
                SdkClientException.create("cut"),
                ApiCallTimeoutException.create(1),
                new IllegalStateException("Connection pool shut down"));

        for (RuntimeException verdict : transients) {
            sfn.says(verdict);
            assertThatThrownBy(() -> responder.succeed(TOKEN, 1))
                    .as(verdict.toString())
                    .isInstanceOf(AnswerNotDeliveredException.class)
                    .hasCause(verdict);
        }
    }

    /** No permission mends them. */
    @ParameterizedTest
    @CsvSource({
        "ExpiredTokenException, 'Renew the credentials: the credentials have expired'",
        "UnrecognizedClientException, 'Renew the credentials: AWS does not know these credentials'"
    })
    void saysThatTheCredentialsAreToBeRenewed(String code, String advice) {
        sfn.says(FakeSfn.error(code, 400));

        assertThatThrownBy(() -> responder.succeed(TOKEN, 1))
                .isInstanceOf(AnswerNotPermittedException.class)
                .hasMessageContaining(advice);
    }

    @Test
    void namesThePermissionThatIsMissing() {
        RuntimeException denied = FakeSfn.error("AccessDeniedException", 400);
        sfn.says(denied, denied, denied);

        assertThatThrownBy(() -> responder.succeed(TOKEN, 1)).hasMessageContaining("states:SendTaskSuccess");
        assertThatThrownBy(() -> responder.fail(TOKEN, "e", "c")).hasMessageContaining("states:SendTaskFailure");
        assertThatThrownBy(() -> responder.heartbeat(TOKEN))
                .asInstanceOf(type(AnswerNotPermittedException.class))
                .satisfies(e -> assertThat(e.permission()).isEqualTo("states:SendTaskHeartbeat"));
    }

    @Test
    void namesTheKeyWhenKmsRefuses() {
        sfn.says(
                KmsAccessDeniedException.builder().numAttempts(1).build(),
                KmsInvalidStateException.builder().numAttempts(1).build());

        assertThatThrownBy(() -> responder.succeed(TOKEN, 1))
                .isInstanceOf(AnswerNotPermittedException.class)
                .hasMessageContaining("kms:Decrypt");
        assertThatThrownBy(() -> responder.succeed(TOKEN, 1))
                .isInstanceOf(AnswerNotPermittedException.class)
                .hasMessageContaining("disabled");
    }

    @Test
    void dropsACauseThatQuotesTheToken() {
        sfn.says(FakeSfn.error("ValidationException", 400, "Value '" + TOKEN.value() + "' at 'taskToken' failed"));

        assertThatThrownBy(() -> responder.succeed(TOKEN, 1))
                .isInstanceOf(AnswerNotDeliveredException.class)
                .hasMessageContaining("ValidationException")
                .hasMessageNotContaining(Tokens.PREFIX)
                .hasNoCause();
    }

    @Test
    void keepsTheInterruptFlagOfACallThatWasInterrupted() {
        sfn.says(AbortedException.create("interrupted"));

        assertThatThrownBy(() -> responder.succeed(TOKEN, 1)).isInstanceOf(AnswerNotDeliveredException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void returnsFromAHeartbeatWhetherTheTaskWaits() {
        sfn.says(FakeSfn.closedTask(3));

        assertThat(responder.heartbeat(TOKEN)).isEqualTo(TaskStatus.CLOSED);
        assertThat(responder.heartbeat(TOKEN)).isEqualTo(TaskStatus.OPEN);
    }

    @Test
    void sendsABusinessFailureUnderItsOwnName() {
        responder.fail(TOKEN, new TaskFailureException("Failed to process payment", "Invalid Credit Card"));
        responder.fail(
                TOKEN,
                new CompletionException(new ExecutionException(new TaskFailureException("NoStock", "sold out"))));

        assertThat(sfn.failures).extracting(r -> r.error()).containsExactly("Failed to process payment", "NoStock");
        assertThat(sfn.failures).extracting(r -> r.cause()).containsExactly("Invalid Credit Card", "sold out");
    }

    @Test
    void letsTheCallerMapExceptions() {
        TokenResponder mapped = TokenResponder.builder()
                .client(sfn)
                .failureMapper(
                        thrown -> new TaskFailure("Mapped", thrown.getClass().getSimpleName()))
                .build();

        mapped.fail(TOKEN, new IllegalStateException("x"));

        assertThat(sfn.failures).singleElement().satisfies(r -> {
            assertThat(r.error()).isEqualTo("Mapped");
            assertThat(r.cause()).isEqualTo("IllegalStateException");
        });
    }

    @Test
    void sendsTheDefaultFailureWhenTheCallersMapperThrows() {
        TokenResponder broken = TokenResponder.builder()
                .client(sfn)
                .failureMapper(thrown -> {
                    throw new IllegalArgumentException("mapper");
                })
                .build();

        broken.fail(TOKEN, new IllegalStateException("x"));

        assertThat(sfn.failures)
                .singleElement()
                .extracting(r -> r.error())
                .isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void failsTheTaskEvenIfTheExceptionCannotSayWhatIsWrong() {
        responder.fail(TOKEN, new SpeechlessException());

        assertThat(sfn.failures).singleElement().satisfies(r -> {
            assertThat(r.error()).endsWith("SpeechlessException");
            assertThat(r.cause()).contains("\"errorMessage\":null");
        });
    }

    private static final class SpeechlessException extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            return Integer.toString(Integer.parseInt("no message"));
        }
    }

    @Test
    void leavesAClientThatWasPassedInOpen() {
        responder.close();

        assertThat(sfn.isClosed()).isFalse();
    }

    @Test
    void dropsACauseThatQuotesTheTokenInWhatItSuppressed() {
        RuntimeException cut = SdkClientException.create("cut");
        cut.addSuppressed(new IOException("body: " + TOKEN.value()));
        sfn.says(cut);

        assertThatThrownBy(() -> responder.succeed(TOKEN, 1))
                .isInstanceOf(AnswerNotDeliveredException.class)
                .hasNoCause();
    }

    @Test
    void handsOnACauseWithOthersThatDoNotQuoteTheToken() {
        RuntimeException cut = SdkClientException.create("cut");
        cut.addSuppressed(new IOException("closed"));
        sfn.says(cut);

        assertThatThrownBy(() -> responder.succeed(TOKEN, 1)).hasCause(cut);
    }

    @Test
    void dropsACauseWhoseChainIsTooLongToRead() {
        Throwable chain = new IOException("body: " + TOKEN.value());
        for (int i = 0; i < 20; i++) {
            chain = new IOException("wrapped", chain);
        }
        sfn.says(SdkClientException.create("cut", chain));

        assertThatThrownBy(() -> responder.succeed(TOKEN, 1))
                .isInstanceOf(AnswerNotDeliveredException.class)
                .hasNoCause();
    }

    @Test
    void readsNoExceptionForEverWhoseCausesAreCircular() {
        RuntimeException caused = new IllegalStateException("first");
        caused.initCause(new IOException("second", caused));
        RuntimeException suppressing = new IllegalStateException("first");
        IOException suppressed = new IOException("second");
        suppressing.addSuppressed(suppressed);
        suppressed.addSuppressed(suppressing);

        for (RuntimeException circular : List.of(caused, suppressing)) {
            sfn.says(circular);
            assertThatThrownBy(() -> responder.succeed(TOKEN, 1)).isInstanceOf(AnswerNotDeliveredException.class);
        }
    }

    @Test
    void takesAProxysPageForNoAnswer() {
        SdkHttpResponse page = SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader("Content-Type", "text/html")
                .build();
        SfnClient behindAProxy = new SfnClient() {
            @Override
            public SendTaskSuccessResponse sendTaskSuccess(SendTaskSuccessRequest request) {
                return (SendTaskSuccessResponse)
                        SendTaskSuccessResponse.builder().sdkHttpResponse(page).build();
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> TokenResponder.of(behindAProxy).succeed(TOKEN, 1))
                .isInstanceOf(AnswerNotDeliveredException.class)
                .hasMessageContaining("check the client's endpoint and proxy");
    }

    @Test
    void hasNoMoreCallsOpenThanItMay() throws Exception {
        TokenResponder narrow =
                TokenResponder.builder().client(sfn).maxConcurrentCalls(1).build();
        CountDownLatch answered = new CountDownLatch(1);
        sfn.onCall(() -> awaitUninterrupted(answered));
        Thread open = started(() -> narrow.succeed(TOKEN, 1));
        awaitWaiting(open);

        Thread interrupted = started(() -> narrow.succeed(TOKEN, 2));
        awaitWaiting(interrupted);
        interrupted.interrupt();
        interrupted.join();
        Thread next = started(() -> narrow.succeed(TOKEN, 3));
        awaitWaiting(next);
        assertThat(sfn.calls).hasSize(1);
        answered.countDown();
        open.join();
        next.join();

        assertThat(sfn.successes).extracting(request -> request.output()).containsExactly("1", "3");
    }

    @Test
    void sendsNothingThatWasInterruptedWhileItWaitedForItsTurn() {
        TokenResponder slow = TokenResponder.builder()
                .client(sfn)
                .scheduler(new ManualTimer())
                .callsPerSecond(1)
                .build();
        slow.succeed(TOKEN, 1);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> slow.succeed(TOKEN, 2)).isInstanceOf(AnswerNotDeliveredException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(sfn.calls).hasSize(1);
    }

    @Test
    void sendsNothingForAHandlerThatIsGivenUpWhileItsAnswerWaitsForItsTurn() {
        ManualTimer timer = new ManualTimer();
        TokenResponder slow = TokenResponder.builder()
                .client(sfn)
                .scheduler(timer)
                .callsPerSecond(1)
                .build();
        TaskToken givenUp = Tokens.token(9);
        slow.succeed(TOKEN, 1);
        CompletableFuture<AnswerOutcome> late = CompletableFuture.supplyAsync(() -> slow.succeed(givenUp, 2));
        while (timer.waiting() == 0) {
            Thread.onSpinWait();
        }

        givenUp.revoke();
        timer.advance(Duration.ofSeconds(2));

        assertThatThrownBy(late::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(sfn.calls).hasSize(1);
    }

    private static Thread started(Runnable action) {
        Thread thread = new Thread(() -> {
            try {
                action.run();
            } catch (AnswerNotDeliveredException e) {
                // the one that is interrupted
            }
        });
        thread.start();
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("a call that is open is not interrupted", e);
        }
    }
}
