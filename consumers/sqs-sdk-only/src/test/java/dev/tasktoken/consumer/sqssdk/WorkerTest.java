package dev.tasktoken.consumer.sqssdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.Answer;
import dev.tasktoken.TokenResponder;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

class WorkerTest {
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
    void doesNotHaveLambdasLibraries() {
        assertThatThrownBy(() -> Class.forName("com.amazonaws.services.lambda.runtime.events.SQSEvent"))
                .isInstanceOf(ClassNotFoundException.class);
    }
}
