package dev.tasktoken.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.sqs.SqsMessages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** How costs grow: with the bytes of a body, with the records of an event, with the tasks that beat. */
final class Growth {
    private static final int[] BYTES = {16_384, 131_072, 1_048_576};
    private static final int[] RECORDS = {10, 1_000, 10_000};
    private static final int QUICK_RECORDS = 1_000;

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final Form form;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Goal> goals = new ArrayList<>();

    private Growth(Form form) {
        this.form = form;
    }

    static Section measure(Form form) throws Exception {
        Growth growth = new Growth(form);
        growth.rows.add(List.of("what grows", "from", "to", "cost of one, from", "cost of one, to", "ratio"));
        growth.reading();
        growth.records();
        if (form == Form.FULL) {
            growth.heartbeats();
        }
        return new Section("growth", growth.rows, growth.goals);
    }

    /** Beside the floor's own growth, since caches grow no larger with the body. */
    private void reading() throws Exception {
        double[][] ours = new double[BYTES.length][form.rounds];
        double[][] floor = new double[BYTES.length][form.rounds];
        for (int round = -1; round < form.rounds; round++) {
            for (int size = 0; size < BYTES.length; size++) {
                Message message = message(BYTES[size], 1);
                int bytes = message.body().getBytes(StandardCharsets.UTF_8).length;
                int times =
                        BYTES[BYTES.length - 1] / BYTES[size]; // as long at each size, so that the best of each compare
                double library = Stopwatch.nanos(form, times, () -> read(message)) / times / bytes;
                double bare = Stopwatch.nanos(form, times, () -> bind(message)) / times / bytes;
                if (round >= 0) {
                    ours[size][round] = library;
                    floor[size][round] = bare;
                }
            }
        }
        Spread growth = add("bytes of a body, ns each", BYTES[0], BYTES[2], ours[0], ours[2]);
        Spread floors = add("the same, bare `readValue`", BYTES[0], BYTES[2], floor[0], floor[2]);
        goals.add(Goal.atMost("reading: cost of a byte at 1 MB / at 16 KB", growth, 1.3, 2)
                .withFloor(floors));
    }

    private void records() throws Exception {
        int most = form == Form.QUICK ? QUICK_RECORDS : RECORDS[RECORDS.length - 1];
        int fewest = RECORDS[0];
        double[] few = new double[form.rounds];
        double[] many = new double[form.rounds];
        List<Message> messages = new ArrayList<>();
        for (int number = 0; number < most; number++) {
            messages.add(message(1536, number));
        }
        for (int round = -1; round < form.rounds; round++) {
            double small =
                    Stopwatch.nanos(form, most / fewest, () -> process(messages.subList(0, fewest))) / 1e3 / most;
            double large = Stopwatch.nanos(form, 1, () -> process(messages)) / 1e3 / most;
            if (round >= 0) {
                few[round] = small;
                many[round] = large;
            }
        }
        Spread growth = add("records of 1.5 KB in one processor, µs each", fewest, most, few, many);
        goals.add(Goal.atMost("processor: cost of a record, many / few", growth, 1.3, 2));
    }

    private void heartbeats() throws InterruptedException {
        int[] tasks = {100, 1_000, 10_000, 100_000};
        double[][] micros = new double[tasks.length][form.rounds];
        for (int round = -1; round < form.rounds; round++) {
            for (int i = 0; i < tasks.length; i++) {
                double cost = HeartbeatCost.micros(tasks[i]);
                if (round >= 0) {
                    micros[i][round] = cost;
                }
            }
        }
        for (int i = 1; i < tasks.length; i++) {
            Spread growth =
                    add("tasks with heartbeats, µs of CPU a heartbeat", tasks[0], tasks[i], micros[0], micros[i]);
            double logarithms = Math.log(tasks[i]) / Math.log(tasks[0]);
            goals.add(Goal.atMost(
                    "heartbeats: cost of a heartbeat with " + tasks[i] + " tasks / with " + tasks[0],
                    growth,
                    Math.round(logarithms * 100) / 100.0,
                    2 * logarithms));
        }
    }

    private Spread add(String what, int from, int to, double[] costFrom, double[] costTo) {
        Spread ratio = Spread.ofRatios(costTo, costFrom);
        rows.add(List.of(
                what,
                String.format("%,d", from),
                String.format("%,d", to),
                Spread.of(costFrom).toString(),
                Spread.of(costTo).toString(),
                ratio.toString()));
        return ratio;
    }

    private static Message message(int bytes, int number) {
        return Message.builder()
                .messageId("m-" + number)
                .attributes(Map.of(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1"))
                .body(OrderMessages.body(bytes, Shape.FLAT, false, number))
                .build();
    }

    private Object read(Message message) {
        return SqsMessages.read(message).payload(Order.class);
    }

    private Object bind(Message message) {
        try {
            return mapper.readValue(message.body(), Order.Flat.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was written can be read", e);
        }
    }

    private static int process(List<Message> messages) {
        CallbackProcessor<Order> processor =
                CallbackProcessor.of(TokenResponder.of(new SilentSfn()), Order.class, Order::orderId);
        int settled = 0;
        for (Message message : messages) {
            settled += SqsMessages.process(message, processor).isAcknowledged() ? 1 : 0;
        }
        return settled;
    }
}
