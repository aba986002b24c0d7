package dev.tasktoken.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

@Timeout(90)
class LocalQueuesTest {
    private final LocalQueues queues = new LocalQueues();
    private final String url = queues.getQueueUrl(q -> q.queueName("orders")).queueUrl();

    @Test
    void delivers() {
        MessageAttributeValue attribute = MessageAttributeValue.builder()
                .dataType("String")
                .stringValue("b")
                .build();
        queues.sendMessage(s -> s.queueUrl(url).messageBody("one").messageAttributes(Map.of("a", attribute)));

        Message received = receive(0).get(0);

        assertThat(received.body()).isEqualTo("one");
        assertThat(received.messageAttributes()).containsEntry("a", attribute);
        assertThat(receive(0)).as("hidden").isEmpty();
    }

    @Test
    void receivesAtMostAsManyAsAskedFor() {
        queues.sendMessage(s -> s.queueUrl(url).messageBody("one"));
        queues.sendMessage(s -> s.queueUrl(url).messageBody("two"));

        assertThat(receive(0)).extracting(Message::body).containsExactly("one");
    }

    @Test
    void waitsForAMessage() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        Thread sender = new Thread(() -> {
            waiting.countDown();
            queues.sendMessage(s -> s.queueUrl(url).messageBody("late"));
        });
        sender.start();
        waiting.await();

        assertThat(receive(20)).hasSize(1);
        sender.join();
    }

    @Test
    void redeliversWhatIsReleasedAndCountsItsReceives() {
        queues.sendMessage(s -> s.queueUrl(url).messageBody("one"));
        String receipt = receive(0).get(0).receiptHandle();

        hide(receipt, 0);

        assertThat(receive(0))
                .singleElement()
                .satisfies(message -> assertThat(message.attributes())
                        .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2"));
        hide(receipt, 0);
        assertThat(receive(0)).as("an old receipt hides nothing").isEmpty();
    }

    @Test
    void redeliversAfterTheVisibilityTimeout() {
        queues.sendMessage(s -> s.queueUrl(url).messageBody("one"));
        queues.receiveMessage(r -> r.queueUrl(url).visibilityTimeout(1));

        assertThat(receive(20)).hasSize(1);
    }

    @Test
    void deletes() {
        queues.sendMessage(s -> s.queueUrl(url).messageBody("one"));
        assertThat(size()).isEqualTo("1");

        queues.deleteMessageBatch(d -> d.queueUrl(url)
                .entries(DeleteMessageBatchRequestEntry.builder()
                        .id("0")
                        .receiptHandle(receive(0).get(0).receiptHandle())
                        .build()));

        assertThat(size()).isEqualTo("0");
    }

    @Test
    void knowsAQueueByItsName() {
        queues.sendMessage(
                s -> s.queueUrl("http://localhost:1/000000000000/orders").messageBody("one"));

        assertThat(receive(0)).hasSize(1);
    }

    @Test
    void endsAPollWhoseThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> receive(20)).isInstanceOf(AbortedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void isAService() {
        assertThat(queues.serviceName()).isEqualTo("sqs");
        queues.close();
        assertThat(size()).isEqualTo("0");
    }

    private List<Message> receive(int seconds) {
        return queues.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(seconds))
                .messages();
    }

    private void hide(String receipt, int seconds) {
        queues.changeMessageVisibilityBatch(c -> c.queueUrl(url)
                .entries(ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id("0")
                        .receiptHandle(receipt)
                        .visibilityTimeout(seconds)
                        .build()));
    }

    private String size() {
        return queues.getQueueAttributes(q -> q.queueUrl(url))
                .attributes()
                .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "");
    }
}
