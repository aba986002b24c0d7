package dev.tasktoken.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The visibility timeout of a queue whose listener does not set one. */
class TaskVisibilityTest {
    private static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders";

    private final Attributes sqs = new Attributes();
    private final TaskVisibility visibility = new TaskVisibility(sqs, Duration.ofSeconds(30));

    @Test
    void asksAQueueOnce() {
        sqs.seconds.addAll(List.of("5", "6"));

        assertThat(visibility.of(QUEUE, null)).isSameAs(visibility.of(QUEUE, null));
        assertThat(sqs.seconds).containsExactly("6");
    }

    @Test
    void asksAgainWhereTheQueueDidNotAnswer() {
        sqs.seconds.addAll(List.of("", "5"));

        assertThat(visibility.of(QUEUE, null)).isNotSameAs(visibility.of(QUEUE, null));
        assertThat(sqs.seconds).isEmpty();
        assertThat(visibility.of(QUEUE, null)).isSameAs(visibility.of(QUEUE, null));
    }

    @Test
    void asksNobodyWhereTheListenerSetsIt() {
        assertThat(visibility.of(QUEUE, Duration.ofSeconds(5)))
                .isSameAs(visibility.of(QUEUE, Duration.ofSeconds(5)))
                .isNotSameAs(visibility.of(QUEUE, Duration.ofSeconds(6)));
    }

    /** Says the next of its texts, or does not answer if that is empty. */
    private static final class Attributes implements SqsClient {
        private final Deque<String> seconds = new ArrayDeque<>();

        @Override
        public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
            String next = seconds.remove();
            if (next.isEmpty()) {
                throw SdkClientException.create("Read timed out");
            }
            return GetQueueAttributesResponse.builder()
                    .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, next))
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
