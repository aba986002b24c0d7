package dev.tasktoken.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.RedeliveryRequestedException;
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
    private final List<Integer> handled = Collections.synchronizedList(new ArrayList<>());

    @Test
    void listsTheLaterMessagesOfAFailedGroupWithoutRunningThemAndGoesOnWithOthers() {
        SQSEvent event = SqsRecords.event(
                SqsRecords.fifo(0, "a"),
                SqsRecords.fifo(1, "b"),
                SqsRecords.fifo(2, "a"),
                SqsRecords.fifo(3, "b"),
                SqsRecords.fifo(4, "a"),
                SqsRecords.fifo(5, "c"));

        SQSBatchResponse response = SqsEvents.process(event, null, refusing(Set.of(2)));

        assertThat(SqsRecords.failed(response)).containsExactly("m-2", "m-4");
        assertThat(handled).containsExactlyInAnyOrder(0, 1, 2, 3, 5);
    }

    @Test
    void doesNotProcessAGroupBeyondAMessageThatIsNotJson() {
        SQSMessage broken = SqsRecords.fifo(0, "a");
        broken.setBody("not JSON");

        SQSBatchResponse response =
                SqsEvents.process(SqsRecords.event(broken, SqsRecords.fifo(1, "a")), null, refusing(Set.of()));

        assertThat(SqsRecords.failed(response)).containsExactly("m-0", "m-1");
        assertThat(handled).isEmpty();
    }

    @Test
    void takesMessagesWithoutAGroupForOneGroup() {
        SQSMessage first = SqsRecords.fifo(0, "a");
        SQSMessage second = SqsRecords.fifo(1, "a");
        first.getAttributes().remove("MessageGroupId");
        second.setAttributes(null);

        SQSBatchResponse response = SqsEvents.process(SqsRecords.event(first, second), null, refusing(Set.of(0)));

        assertThat(SqsRecords.failed(response)).containsExactly("m-0", "m-1");
    }

    /** It was received nine times with the one before it, which was redelivered each time. */
    @Test
    void triesAMessageOfAGroupThatWasReceivedOftenAndNeverTried() {
        SQSMessage message = SqsRecords.receivedTimes("9", SqsRecords.fifo(1, "a"));
        CallbackProcessor<Orders.Order> processor = CallbackProcessor.builder(responder, Orders.Order.class)
                .maxReceives(3)
                .handler(Orders.Order::number)
                .build();

        SQSBatchResponse response = SqsEvents.process(SqsRecords.event(message), null, processor);

        assertThat(SqsRecords.failed(response)).isEmpty();
        assertThat(stepFunctions.answers())
                .filteredOn(answer -> !answer.operation().equals("SendTaskHeartbeat"))
                .singleElement()
                .satisfies(answer -> assertThat(answer.output()).contains("1"));
    }

    @Test
    void doesNotTakeAFairStandardQueueForFifo() {
        SQSMessage first = SqsRecords.numbered(0);
        SQSMessage second = SqsRecords.numbered(1);
        first.getAttributes().put("MessageGroupId", "a");
        second.getAttributes().put("MessageGroupId", "a");

        SQSBatchResponse response = SqsEvents.process(SqsRecords.event(first, second), null, refusing(Set.of(0)));

        assertThat(SqsRecords.failed(response)).containsExactly("m-0");
        assertThat(handled).containsExactly(0, 1);
    }

    @Test
    void keepsTheOrderInsideAGroupInParallel() {
        int groups = 20;
        List<SQSMessage> records = IntStream.range(0, 200)
                .mapToObj(i -> SqsRecords.fifo(i, "group-" + i % groups))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);

        SQSBatchResponse response;
        try {
            response = SqsEvents.process(SqsRecords.event(records), null, refusing(Set.of(63, 130)), threads);
        } finally {
            threads.shutdown();
        }

        assertThat(SqsRecords.failed(response))
                .containsExactly(
                        "m-63", "m-83", "m-103", "m-123", "m-130", "m-143", "m-150", "m-163", "m-170", "m-183",
                        "m-190");
        for (int group = 0; group < groups; group++) {
            int remainder = group;
            assertThat(handled.stream().filter(number -> number % groups == remainder))
                    .isSorted();
        }
    }

    private CallbackProcessor<Orders.Order> refusing(Set<Integer> numbers) {
        return CallbackProcessor.of(responder, Orders.Order.class, order -> {
            handled.add(order.number());
            if (numbers.contains(order.number())) {
                throw new RedeliveryRequestedException("not now");
            }
            return order.number();
        });
    }
}
