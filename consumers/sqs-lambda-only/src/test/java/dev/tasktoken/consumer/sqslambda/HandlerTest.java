package dev.tasktoken.consumer.sqslambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tasktoken.Answer;
import dev.tasktoken.TokenResponder;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandlerTest {
    private final OneTask task = new OneTask();
    private final Handler handler =
            new Handler(TokenResponder.builder().client(task).build());

    @Test
    void worksWithoutTheSdksSqsClient() {
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(record("m-1", "{\"TaskToken\":\"t-1\"}"), record("m-2", "not JSON")));

        assertThat(handler.handleRequest(event, null).getBatchItemFailures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.getItemIdentifier()).isEqualTo("m-2"));
        assertThat(handler.isSettled(record("m-3", "{\"TaskToken\":\"t-3\"}"))).isTrue();
        assertThat(handler.succeed(record("m-4", "{\"TaskToken\":\"t-4\"}"), "receipt"))
                .isEqualTo(Answer.ACCEPTED);
        assertThat(task.outputs).containsExactly("2", "2", "\"receipt\"");
    }

    @Test
    void failsDeadLettersWithoutTheSdksSqsClient() {
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(record("m-1", "{\"TaskToken\":\"t-1\"}")));

        assertThat(handler.failAll(event).getBatchItemFailures()).isEmpty();
        assertThat(task.errors).containsExactly("DeadLetter");
    }

    @Test
    void doesNotHaveTheSdksSqsClient() {
        assertThatThrownBy(() -> Class.forName("software.amazon.awssdk.services.sqs.model.Message"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    private static SQSEvent.SQSMessage record(String id, String body) {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId(id);
        message.setBody(body);
        return message;
    }
}
