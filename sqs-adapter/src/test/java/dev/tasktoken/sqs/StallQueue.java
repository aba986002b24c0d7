package dev.tasktoken.sqs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A queue whose messages go to a dead-letter queue after three receives. */
interface StallQueue {
    int MAX_RECEIVE_COUNT = 3;

    SqsClient client();

    String url();

    /** Sends it, at the latest when flushed. */
    void send(int number, @Nullable String group);

    void flush();

    /** The bodies of what is in the dead-letter queue now. */
    List<String> deadLetters();

    static StallQueue inElasticMq(boolean fifo) {
        String deadLetters = fifo ? Queues.createFifo() : Queues.create();
        String url = Queues.createWithDeadLetters(deadLetters, MAX_RECEIVE_COUNT);
        return new StallQueue() {
            private final List<String> bodies = new ArrayList<>();
            private final List<SendMessageBatchRequestEntry> unsent = new ArrayList<>();

            @Override
            public SqsClient client() {
                return Queues.client();
            }

            @Override
            public String url() {
                return url;
            }

            @Override
            public void send(int number, @Nullable String group) {
                SendMessageBatchRequestEntry.Builder entry = SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(number))
                        .messageBody(Records.body(number));
                if (group != null) {
                    entry.messageGroupId(group).messageDeduplicationId(Integer.toString(number));
                }
                unsent.add(entry.build());
                if (unsent.size() == 10) {
                    flush();
                }
            }

            @Override
            public void flush() {
                if (!unsent.isEmpty()) {
                    client().sendMessageBatch(m -> m.queueUrl(url).entries(unsent));
                    unsent.clear();
                }
            }

            @Override
            public List<String> deadLetters() {
                List<Message> more;
                do {
                    more = client().receiveMessage(r ->
                                    r.queueUrl(deadLetters).waitTimeSeconds(0).maxNumberOfMessages(10))
                            .messages();
                    more.forEach(message -> bodies.add(message.body()));
                } while (!more.isEmpty());
                return bodies;
            }
        };
    }

    static StallQueue atRandom(boolean fifo) {
        RandomSqs queue = new RandomSqs(42, MAX_RECEIVE_COUNT);
        return new StallQueue() {
            @Override
            public SqsClient client() {
                return queue;
            }

            @Override
            public String url() {
                return fifo ? ScriptedSqs.URL + ".fifo" : ScriptedSqs.URL;
            }

            @Override
            public void send(int number, @Nullable String group) {
                queue.send(number, group);
            }

            @Override
            public void flush() {}

            @Override
            public List<String> deadLetters() {
                return queue.deadLetters();
            }
        };
    }
}
