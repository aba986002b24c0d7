package dev.tasktoken.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.processor.CallbackTask;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

class QueueUrlsTest {
    private static final String URL = "https://sqs.us-east-1.amazonaws.com/123456789012/payments";

    /** Refuses to look a queue up. */
    private record Refusing(AwsServiceException refusal) implements SqsClient {
        @Override
        public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
            throw refusal;
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    /** Has every queue. */
    private static final class Knowing implements SqsClient {
        @Override
        public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
            return GetQueueUrlResponse.builder()
                    .queueUrl("https://sqs/1/" + request.queueName())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    @Test
    void takesAUrlAsItIsWhereItMustNotBeLookedUp() {
        assertThat(refused(403, "").find(URL, "listener")).isEqualTo(URL);
        assertThat(refused(400, "AccessDeniedException").find(URL, "listener")).isEqualTo(URL);
        assertThat(refused(400, "AccessDeniedException").find("http://localhost:1/payments", "listener"))
                .isEqualTo("http://localhost:1/payments");
    }

    @Test
    void refusesAUrlThatSqsRefusesOtherwise() {
        assertThatThrownBy(() -> refused(400, "").find(URL, "listener")).isInstanceOf(QueueUnavailableException.class);
        assertThatThrownBy(() -> refused(403, "").find("payments", "listener"))
                .isInstanceOf(QueueUnavailableException.class);
    }

    @Test
    void looksUpAQueueWhoseNameBeginsLikeAUrl() {
        assertThat(new QueueUrls(new Knowing()).find("http-events", "listener")).isEqualTo("https://sqs/1/http-events");
    }

    @Test
    void namesTheListenerWhoseUrlIsNone() {
        assertThatThrownBy(() -> new QueueUrls(new Knowing()).find("https://sqs/1/a b", "Charging.charge"))
                .isInstanceOf(InvalidListenerException.class)
                .hasMessageContaining("Charging.charge has a queue that is no URL");
    }

    @Test
    void aTaskNeedsAListenerOfItsOwn() throws Exception {
        Method method = QueueUrlsTest.class.getDeclaredMethod("unmarked", CallbackTask.class);
        ContainerSettings settings = new ContainerSettings(new StaticListableBeanFactory(), text -> text);

        assertThatThrownBy(() -> settings.of(method))
                .hasMessage(
                        "The listener QueueUrlsTest.unmarked has a CallbackTask, so it needs an @SqsListener of its own");
    }

    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // called by nobody, as a method without an annotation
    private static void unmarked(CallbackTask task) {}

    private static QueueUrls refused(int status, String code) {
        SqsException.Builder refusal = SqsException.builder();
        refusal.statusCode(status);
        if (!code.isEmpty()) {
            refusal.awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build());
        }
        return new QueueUrls(new Refusing(refusal.build()));
    }
}
