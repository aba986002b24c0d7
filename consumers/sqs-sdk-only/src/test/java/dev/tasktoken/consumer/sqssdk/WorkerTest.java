package dev.tasktoken.consumer.sqssdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.Answer;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.sqs.SqsVisibility;
import dev.tasktoken.sqs.SqsWorker;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.Message;

class WorkerTest {
    private static final String QUEUE_URL = "https://sqs.us-east-1.amazonaws.com/123456789012/orders";

    private final OneTask task = new OneTask();
    private final Worker worker =
            new Worker(TokenResponder.builder().client(task).build());

    @Test
    void worksWithoutLambdasLibraries() {
        Message message = Message.builder().body("{\"TaskToken\":\"t-1\"}").build();

        assertThat(worker.mayDelete(message)).isTrue();
        assertThat(worker.succeed(message, "receipt")).isEqualTo(Answer.ACCEPTED);
        assertThat(task.outputs).containsExactly("2", "\"receipt\"");
    }

    @Test
    void keepsAMessageHiddenWithoutLambdasLibraries() {
        Message message = Message.builder().body("{\"TaskToken\":\"t-1\"}").build();
        SqsVisibility visibility = SqsVisibility.of(new OneMessage(message), QUEUE_URL, Duration.ofSeconds(30));

        assertThat(worker.mayDelete(message, visibility)).isTrue();
    }

    @Test
    @Timeout(30)
    void pollsWithoutLambdasLibraries() throws InterruptedException {
        OneMessage sqs = new OneMessage(Message.builder()
                .receiptHandle("r-1")
                .body("{\"TaskToken\":\"t-1\"}")
                .build());
        SqsWorker polling = worker.polling(sqs, QUEUE_URL).start();

        String deleted = sqs.deleted.take();

        assertThat(polling.stop()).isTrue();
        assertThat(deleted).isEqualTo("r-1");
        assertThat(task.outputs).containsExactly("2");
    }

    @Test
    void doesNotHaveLambdasLibraries() {
        assertThatThrownBy(() -> Class.forName("com.amazonaws.services.lambda.runtime.events.SQSEvent"))
                .isInstanceOf(ClassNotFoundException.class);
    }
}
