package dev.tasktoken.sns;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.Responder;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.service.WorkKind;
import dev.tasktoken.testkit.RecordingCallbacks;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnsNotificationsTest {
    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final TokenResponder responder = stepFunctions.responder();
    private final CallbackProcessor<Records.Order> processor =
            CallbackProcessor.of(responder, Records.Order.class, order -> order.number());
    private final LocalSns sns = new LocalSns();
    private final SnsNotifications notifications = notifications().build();

    private SnsNotifications.Builder notifications() {
        return SnsNotifications.builder().topic(Records.TOPIC).httpClient(sns);
    }

    @AfterEach
    void stop() {
        sns.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void answersTheTaskOfASignedNotification(String version) {
        String body = SignedMessage.notification(Records.body(7))
                .with("SignatureVersion", version)
                .signed()
                .text();

        Settlement settlement = notifications.process(body, processor);

        assertThat(settlement).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(stepFunctions.answers()).hasSize(1);
        assertThat(stepFunctions.task(TestTokens.numbered(7))).succeeded().withOutput("7");
    }

    @Test
    void answersTheCallbackOfASignedNotificationAndNothingWhereItMayCarryBoth() {
        RecordingCallbacks durable = RecordingCallbacks.create();
        CallbackProcessor<Records.Order> both = CallbackProcessor.builder(
                        Responder.both(responder, durable.responder()), Records.Order.class)
                .reader(CallbackReader.builder()
                        .reads(WorkKind.TASK, WorkKind.CALLBACK)
                        .build())
                .handler(order -> order.number())
                .build();
        String callback = "{\"callbackId\":\"a+b/c=\",\"number\":7}";
        String either = "{\"callbackId\":\"d+e/f=\",\"taskToken\":\"" + TestTokens.numbered(7) + "\",\"number\":7}";

        Settlement answered = notifications.process(
                SignedMessage.notification(callback).signed().text(), both);
        Settlement refused = notifications.process(
                SignedMessage.notification(either).signed().text(), both);

        assertThat(answered).isEqualTo(new Settlement.Succeeded(AnswerOutcome.ACCEPTED));
        assertThat(refused.isAcknowledged()).isFalse();
        assertThat(durable.callback("a+b/c=")).succeeded().withOutput("7");
        assertThat(durable.callback("d+e/f=")).isOpen();
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void readsWithTheCallersReader() {
        String message = "{\"resume\":\"" + TestTokens.numbered(1) + "\",\"input\":{\"number\":7}}";
        CallbackReader reader =
                CallbackReader.builder().tokenAt("/resume").payloadAt("/input").build();

        Records.Order order = notifications
                .read(SignedMessage.withSubject(message, "An order").text(), reader)
                .payload(Records.Order.class);

        assertThat(order).isEqualTo(new Records.Order(7));
    }

    @Test
    void verifiesWhatHasCharactersBeyondAscii() {
        String message = "{\"number\":7,\"TaskToken\":\"ü€\uD83D\uDE80\"}";

        assertThat(notifications
                        .read(SignedMessage.notification(message).text())
                        .taskToken()
                        .value())
                .isEqualTo("ü€\uD83D\uDE80");
    }

    @Test
    void saysThatANotificationArrived() {
        byte[] body = SignedMessage.notification(Records.body(1)).text().getBytes(StandardCharsets.UTF_8);

        VerifiedMessage message = notifications.verify(body, "Notification");

        assertThat(message).hasToString("Notification[" + Records.TOPIC + ", Delivery[m-1]]");
        assertThat(message.topicArn()).isEqualTo(Records.TOPIC);
        assertThat(processor
                        .process(((VerifiedMessage.Notification) message).delivery())
                        .isAcknowledged())
                .isTrue();
    }

    @Test
    void fetchesACertificateOnce() {
        for (int number = 1; number <= 3; number++) {
            notifications.process(
                    SignedMessage.notification(Records.body(number)).text(), processor);
        }

        assertThat(sns.asked).containsExactly(URI.create(SignedMessage.CERTIFICATE));
    }

    @Test
    void verifiesInParallel() throws Exception {
        List<String> bodies = IntStream.range(0, 50)
                .mapToObj(number ->
                        SignedMessage.notification(Records.body(number)).text())
                .toList();

        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Settlement>> calls = bodies.stream()
                    .<Callable<Settlement>>map(body -> () -> notifications.process(body, processor))
                    .toList();
            for (Future<Settlement> settlement : threads.invokeAll(calls)) {
                assertThat(settlement.get().isAcknowledged()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(stepFunctions.answers()).hasSize(50);
    }

    @Test
    void settlesADuplicateWithoutRunningTheHandler() {
        String body = SignedMessage.notification(Records.body(1)).text();
        stepFunctions.closeTask(TestTokens.numbered(1));

        assertThat(notifications.process(body, processor)).isEqualTo(new Settlement.AlreadyClosed());
    }

    @Test
    void leavesUnsignedAttributesOut() {
        String body = SignedMessage.notification("{\"number\":7}")
                .attribute("TaskToken", "String", TestTokens.numbered(1))
                .text();

        assertThatThrownBy(() -> notifications.read(body)).isInstanceOf(TokenNotFoundException.class);
        assertThat(notifications.process(body, processor).isAcknowledged()).isFalse();
    }

    /** Whose token the message has is unknown: a parent's is often handed on in it. */
    @Test
    void refusesAMessageWithAnotherTokenThanItsAttribute() {
        String body = SignedMessage.notification("{\"taskToken\":\"" + TestTokens.numbered(1) + "\"}")
                .attribute("TaskToken", "String", TestTokens.numbered(2))
                .text();

        assertThatThrownBy(() -> notifications.read(body))
                .isInstanceOf(AmbiguousTokenException.class)
                .hasMessageNotContaining(TestTokens.PREFIX);
        assertThat(notifications.process(body, processor)).isInstanceOf(Settlement.Redeliver.class);
        assertThat(stepFunctions.answers()).isEmpty();
    }

    @Test
    void readsAMessageWithTheSameTokenAsItsAttribute() {
        String body = SignedMessage.notification("{\"taskToken\":\"" + TestTokens.numbered(1) + "\"}")
                .attribute("TaskToken", "String", TestTokens.numbered(1))
                .text();

        assertThat(notifications.read(body).taskToken().value()).isEqualTo(TestTokens.numbered(1));
    }

    @Test
    void saysWhenAnAttributeThatIsLeftOutLooksLikeAToken() {
        String token = SignedMessage.notification("{\"number\":7}")
                .attribute("task_token", "String", TestTokens.numbered(1))
                .text();
        String other = SignedMessage.notification(Records.body(1))
                .attribute("origin", "String", "shop")
                .text();

        assertThat(Logged.by(() -> notifications.verify(token, null)))
                .contains("unsignedAttributes(true)")
                .doesNotContain(TestTokens.PREFIX);
        assertThat(Logged.by(() -> notifications.verify(other, null))).isEmpty();
    }

    @Test
    void readsUnsignedAttributesWhereTheCallerSaysSoButNoBinaryOnes() {
        SnsNotifications trusting = notifications().unsignedAttributes(true).build();
        String text = SignedMessage.notification("{\"number\":7}")
                .attribute("TaskToken", "String", TestTokens.numbered(1))
                .text();
        String binary = SignedMessage.notification("{\"number\":7}")
                .attribute("TaskToken", "Binary", TestTokens.numbered(1))
                .text();

        assertThat(trusting.read(text).taskToken().value()).isEqualTo(TestTokens.numbered(1));
        assertThatThrownBy(() -> trusting.read(binary)).isInstanceOf(TokenNotFoundException.class);
    }

    @Test
    void allowsTopicsOfSeveralRegions() {
        String frankfurt = SignedMessage.notification(Records.body(1)).text();
        SnsNotifications several = notifications()
                .topic("arn:aws:sns:us-east-1:123456789012:orders")
                .topic("arn:aws-cn:sns:cn-north-1:123456789012:orders")
                .build();

        assertThat(several.process(frankfurt, processor).isAcknowledged()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void confirmsASubscriptionWhenAsked(String version) {
        String body = SignedMessage.confirmation("SubscriptionConfirmation")
                .with("SignatureVersion", version)
                .signed()
                .text();

        VerifiedMessage message = notifications.verify(body, "SubscriptionConfirmation");
        assertThat(sns.asked).containsExactly(URI.create(SignedMessage.CERTIFICATE));
        ((VerifiedMessage.SubscriptionConfirmation) message).confirm();

        assertThat(sns.asked).last().isEqualTo(URI.create(SignedMessage.SUBSCRIBE_URL));
        assertThat(message.topicArn()).isEqualTo(Records.TOPIC);
        assertThat(message).hasToString("SubscriptionConfirmation[" + Records.TOPIC + "]");
    }

    @Test
    void resubscribesWhenAsked() {
        String body = SignedMessage.confirmation("UnsubscribeConfirmation").text();

        VerifiedMessage message = notifications.verify(body, null);
        ((VerifiedMessage.UnsubscribeConfirmation) message).resubscribe();

        assertThat(sns.asked).last().isEqualTo(URI.create(SignedMessage.SUBSCRIBE_URL));
        assertThat(message.topicArn()).isEqualTo(Records.TOPIC);
        assertThat(message).hasToString("UnsubscribeConfirmation[" + Records.TOPIC + "]");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 403, 500})
    void saysThatSnsDidNotConfirm(int status) {
        String body = SignedMessage.confirmation("SubscriptionConfirmation").text();
        VerifiedMessage.SubscriptionConfirmation confirmation =
                (VerifiedMessage.SubscriptionConfirmation) notifications.verify(body, null);
        sns.status = status;

        assertThatThrownBy(confirmation::confirm)
                .isInstanceOfSatisfying(
                        SnsCallFailedException.class,
                        e -> assertThat(e.statusCode()).hasValue(status))
                .hasMessageNotContaining("abc");
        assertThat(sns.asked).hasSize(2);
    }

    @Test
    void requestsRedeliveryOfAConfirmationInPlaceOfANotification() {
        for (String type : List.of("SubscriptionConfirmation", "UnsubscribeConfirmation")) {
            String body = SignedMessage.confirmation(type).text();

            assertThat(notifications.process(body, processor).isAcknowledged()).isFalse();
            assertThatThrownBy(() -> notifications.read(body))
                    .isInstanceOf(TokenNotFoundException.class)
                    .hasMessageContaining(type);
        }
        assertThat(sns.asked).containsExactly(URI.create(SignedMessage.CERTIFICATE));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void requestsRedeliveryOfANotificationWhileItsCertificateCannotBeFetched(int status) {
        String body = SignedMessage.notification(Records.body(1)).text();
        sns.status = status;

        Settlement unverified = notifications.process(body, processor);
        sns.status = 200;
        Settlement verified = notifications.process(body, processor);

        assertThat(unverified)
                .isInstanceOfSatisfying(
                        Settlement.Redeliver.class,
                        redeliver -> assertThat(redeliver.reason())
                                .isInstanceOfSatisfying(
                                        SnsCallFailedException.class,
                                        e -> assertThat(e.statusCode()).hasValue(status)));
        assertThat(verified.isAcknowledged()).isTrue();
    }

    @Test
    void saysThatSnsCannotBeReached() {
        String body = SignedMessage.notification(Records.body(1)).text();
        sns.close();

        assertThatThrownBy(() -> notifications.read(body))
                .isInstanceOfSatisfying(
                        SnsCallFailedException.class,
                        e -> assertThat(e.statusCode()).isEmpty())
                .hasCauseInstanceOf(ConnectException.class);
    }

    @Test
    void doesNotWaitForeverForACertificatesBody() {
        SnsNotifications hasty = notifications().timeout(Duration.ofMillis(200)).build();
        String body = SignedMessage.notification(Records.body(1)).text();
        sns.silent = true;

        assertThatThrownBy(() -> hasty.read(body))
                .isInstanceOf(SnsCallFailedException.class)
                .hasMessageContaining("PT0.2S");
    }

    /** The JDK's HTTP client completes asynchronous calls there: an endpoint on that pool once waited for itself. */
    @Test
    void fetchesACertificateWhileNoThreadOfTheCommonPoolIsFree() {
        ForkJoinPool pool = ForkJoinPool.commonPool();
        CountDownLatch release = new CountDownLatch(1);
        for (int i = 0; i < 2 * (pool.getParallelism() + 1); i++) {
            pool.execute(() -> awaitUninterrupted(release));
        }

        try {
            Settlement settlement = notifications.process(
                    SignedMessage.notification(Records.body(1)).text(), processor);

            assertThat(settlement.isAcknowledged()).isTrue();
        } finally {
            release.countDown();
        }
    }

    @Test
    void leavesNoThreadBehindThatWaitsForSns() throws Exception {
        SnsNotifications hasty = notifications().timeout(Duration.ofMillis(200)).build();
        sns.silent = true;

        assertThatThrownBy(() ->
                        hasty.read(SignedMessage.notification(Records.body(1)).text()))
                .isInstanceOf(SnsCallFailedException.class);

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("tasktoken-sns-call")) {
                thread.join(Duration.ofSeconds(30).toMillis());
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @Test
    void boundsWhatItReadsOfAResponse() {
        sns.body = "x".repeat(1024 * 1024 + 1);

        assertThatThrownBy(() -> notifications.read(
                        SignedMessage.notification(Records.body(1)).text()))
                .isInstanceOf(SnsCallFailedException.class)
                .hasStackTraceContaining("1048576 bytes");
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void keepsAnInterruption() {
        String body = SignedMessage.notification(Records.body(1)).text();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> notifications.read(body)).isInstanceOf(SnsCallFailedException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void checksItsSettingsAtOnce() {
        SnsNotifications.Builder builder = SnsNotifications.builder();

        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.topic("orders")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.topic("arn:aws:sqs:eu-central-1:123456789012:orders"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.timeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.timeout(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.httpClient(HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void needsNoClientOfTheCallers() {
        assertThat(SnsNotifications.builder().topic(Records.TOPIC).build()).isNotNull();
    }
}
