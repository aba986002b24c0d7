package dev.tasktoken.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.tasktoken.CallbackProcessor;
import dev.tasktoken.RedeliveryRequestedException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.testkit.RecordingResponder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FifoGroupsTest {
    private final RecordingResponder stepFunctions = RecordingResponder.create();
    private final TokenResponder responder = stepFunctions.responder();
    private final List<Integer> worked = Collections.synchronizedList(new ArrayList<>());

    @Test
    void listsTheLaterMessagesOfAFailedGroupWithoutWorkAndGoesOnWithOthers() {
        SQSEvent event = Records.event(
                Records.fifo(0, "a"),
                Records.fifo(1, "b"),
                Records.fifo(2, "a"),
                Records.fifo(3, "b"),
                Records.fifo(4, "a"),
                Records.fifo(5, "c"));

        SQSBatchResponse response = SqsEvents.process(event, null, refusing(Set.of(2)));

        assertThat(Records.failed(response)).containsExactly("m-2", "m-4");
        assertThat(worked).containsExactlyInAnyOrder(0, 1, 2, 3, 5);
    }

    @Test
    void doesNotProcessAGroupBeyondAMessageThatIsNotJson() {
        SQSMessage broken = Records.fifo(0, "a");
        broken.setBody("not JSON");

        SQSBatchResponse response =
                SqsEvents.process(Records.event(broken, Records.fifo(1, "a")), null, refusing(Set.of()));

        assertThat(Records.failed(response)).containsExactly("m-0", "m-1");
        assertThat(worked).isEmpty();
    }

    @Test
    void takesMessagesWithoutAGroupForOneGroup() {
        SQSMessage first = Records.fifo(0, "a");
        SQSMessage second = Records.fifo(1, "a");
        first.getAttributes().remove("MessageGroupId");
        second.setAttributes(null);

        SQSBatchResponse response = SqsEvents.process(Records.event(first, second), null, refusing(Set.of(0)));

        assertThat(Records.failed(response)).containsExactly("m-0", "m-1");
    }

    /** It was received nine times with the one before it, which was redelivered each time. */
    @Test
    void triesAMessageOfAGroupThatWasReceivedOftenAndNeverTried() {
        SQSMessage message = Records.receivedTimes("9", Records.fifo(1, "a"));
        CallbackProcessor<Records.Order> processor = CallbackProcessor.builder(responder, Records.Order.class)
                .failAfterReceives(3)
                .handler(Records.Order::number)
                .build();

        SQSBatchResponse response = SqsEvents.process(Records.event(message), null, processor);

        assertThat(Records.failed(response)).isEmpty();
        assertThat(stepFunctions.answers())
                .filteredOn(answer -> !answer.operation().equals("SendTaskHeartbeat"))
                .singleElement()
                .satisfies(answer -> assertThat(answer.output()).contains("1"));
    }

    @Test
    void doesNotTakeAFairStandardQueueForFifo() {
        SQSMessage first = Records.numbered(0);
        SQSMessage second = Records.numbered(1);
        first.getAttributes().put("MessageGroupId", "a");
        second.getAttributes().put("MessageGroupId", "a");

        SQSBatchResponse response = SqsEvents.process(Records.event(first, second), null, refusing(Set.of(0)));

        assertThat(Records.failed(response)).containsExactly("m-0");
        assertThat(worked).containsExactly(0, 1);
    }

    @Test
    void keepsTheOrderInsideAGroupInParallel() {
        int groups = 20;
        List<SQSMessage> records = IntStream.range(0, 200)
                .mapToObj(i -> Records.fifo(i, "group-" + i % groups))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);

        SQSBatchResponse response;
        try {
            response = SqsEvents.process(Records.event(records), null, refusing(Set.of(63, 130)), threads);
        } finally {
            threads.shutdown();
        }

        assertThat(Records.failed(response))
                .containsExactly(
                        "m-63", "m-83", "m-103", "m-123", "m-130", "m-143", "m-150", "m-163", "m-170", "m-183",
                        "m-190");
        for (int group = 0; group < groups; group++) {
            int remainder = group;
            assertThat(worked.stream().filter(number -> number % groups == remainder))
                    .isSorted();
        }
    }

    private CallbackProcessor<Records.Order> refusing(Set<Integer> numbers) {
        return CallbackProcessor.of(responder, Records.Order.class, order -> {
            worked.add(order.number());
            if (numbers.contains(order.number())) {
                throw new RedeliveryRequestedException("not now");
            }
            return order.number();
        });
    }
}
