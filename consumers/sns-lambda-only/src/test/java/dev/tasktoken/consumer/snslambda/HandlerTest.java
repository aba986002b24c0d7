package dev.tasktoken.consumer.snslambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.tasktoken.Answer;
import dev.tasktoken.RedeliveryRequestedException;
import dev.tasktoken.TokenResponder;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandlerTest {
    private final OneTask task = new OneTask();
    private final Handler handler =
            new Handler(TokenResponder.builder().client(task).build());

    @Test
    void worksWithoutTheMessageManager() {
        SNSEvent event = new SNSEvent();
        event.setRecords(List.of(record("not JSON"), record("{\"TaskToken\":\"t-1\"}")));

        assertThatThrownBy(() -> handler.handleRequest(event, null)).isInstanceOf(RedeliveryRequestedException.class);
        assertThat(handler.isSettled(record("{\"TaskToken\":\"t-2\"}"))).isTrue();
        assertThat(handler.succeed(record("{\"TaskToken\":\"t-3\"}"), "receipt"))
                .isEqualTo(Answer.ACCEPTED);
        assertThat(handler.succeed("{\"Sns\":{\"Message\":\"{\\\"TaskToken\\\":\\\"t-4\\\"}\"}}", "receipt"))
                .isEqualTo(Answer.ACCEPTED);
        assertThat(task.outputs).containsExactly("2", "2", "\"receipt\"", "\"receipt\"");
    }

    @Test
    void doesNotHaveTheMessageManager() {
        assertThatThrownBy(() -> Class.forName("software.amazon.awssdk.messagemanager.sns.SnsMessageManager"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    private static SNSEvent.SNSRecord record(String message) {
        SNSEvent.SNS sns = new SNSEvent.SNS();
        sns.setMessage(message);
        SNSEvent.SNSRecord record = new SNSEvent.SNSRecord();
        record.setSns(sns);
        return record;
    }
}
