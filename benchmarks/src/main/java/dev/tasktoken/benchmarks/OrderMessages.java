package dev.tasktoken.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.Deliveries;
import dev.tasktoken.testkit.SqsDelivery;
import dev.tasktoken.testkit.TestTokens;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Makes message bodies that hold an order and a token, of a given size; the same arguments give the same body. */
final class OrderMessages {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String[] TITLES = {
        "Desk lamp, brushed steel",
        "Bürostuhl \"Größe M\", verstellbar",
        "USB-C cable 2 m",
        "和紙の便箋 100枚",
        "Crème brûlée torch",
    };

    private OrderMessages() {}

    /** A body of about so many bytes. */
    static String body(int bytes, Shape shape, boolean tokenFirst, int number) {
        int lines = 0;
        String body = body(order(number, lines), shape, tokenFirst, number);
        int withoutLines = length(body);
        if (withoutLines < bytes) {
            int sample = length(body(order(number, 20), shape, tokenFirst, number)) - withoutLines;
            lines = Math.max(1, (bytes - withoutLines) * 20 / sample);
            body = body(order(number, lines), shape, tokenFirst, number);
        }
        return body;
    }

    /**
     * Lambda's event of so many messages of a queue, each body of about so many bytes; the numbers of their tokens go
     * on from the first.
     */
    static byte[] sqsEvent(int records, int bytes, int first) {
        SqsDelivery[] deliveries = IntStream.range(first, first + records)
                .mapToObj(number -> Deliveries.sqs(TestTokens.numbered(number), body(bytes, Shape.FLAT, false, number))
                        .withoutToken()
                        .messageId(new UUID(0, number).toString()))
                .toArray(SqsDelivery[]::new);
        String event = deliveries[0].event(Arrays.copyOfRange(deliveries, 1, records));
        return event.getBytes(StandardCharsets.UTF_8);
    }

    /** The same inside an SNS notification, as SNS puts it into a queue. */
    static String notification(String message) {
        ObjectNode envelope = MAPPER.createObjectNode()
                .put("Type", "Notification")
                .put("MessageId", "6c1f5c35-3a5d-5f4d-9a0e-06a1d6b3c5b1")
                .put("TopicArn", "arn:aws:sns:eu-central-1:123456789012:orders")
                .put("Message", message)
                .put("Timestamp", "2026-01-15T10:12:13.456Z")
                .put("SignatureVersion", "1")
                .put(
                        "Signature",
                        "EXAMPLEpH+DcEwjAPg8O9mY8dReBSwksfg2S7WKQcikcNKWLQjwu6A4VbeS0QHVCkhRS7fUQvi2egU3N858fiTDN6bkkOxYDVrY0Ad8L10Hs3zH81mtnPk5uvvolIC1CXGu43obcgFxeL3khZl8IKvO61GWB6jI9b5+gLPoBc1Q=")
                .put(
                        "SigningCertURL",
                        "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-56e67fcb41f6fec09b0196692625d385.pem")
                .put(
                        "UnsubscribeURL",
                        "https://sns.eu-central-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:eu-central-1:123456789012:orders:1f7a2b1c");
        return text(envelope);
    }

    private static String body(Order order, Shape shape, boolean tokenFirst, int number) {
        ObjectNode payload = MAPPER.valueToTree(order);
        ObjectNode body = MAPPER.createObjectNode();
        String token = TestTokens.numbered(number);
        if (tokenFirst) {
            body.put("taskToken", token);
        }
        if (shape == Shape.FLAT) {
            body.setAll(payload);
        } else {
            body.set("input", payload);
        }
        return text(tokenFirst ? body : body.put("taskToken", token));
    }

    private static Order order(int number, int lines) {
        Random random = new Random(number);
        List<Order.Line> all = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            all.add(line(random, i));
        }
        return new Order(
                "order-" + number,
                "2026-01-15T10:12:13.456Z",
                new Order.Customer(
                        "c-" + random.nextInt(1_000_000),
                        "Zoë Łukasiewicz",
                        "zoe.lukasiewicz@example.com",
                        new Order.Address("Straße des 17. Juni 135", "Berlin", "10623", "DE")),
                "EUR",
                BigDecimal.valueOf(random.nextInt(1_000_000), 2),
                random.nextBoolean(),
                all);
    }

    private static Order.Line line(Random random, int index) {
        return new Order.Line(
                "SKU-" + (100_000 + random.nextInt(900_000)),
                TITLES[index % TITLES.length],
                1 + random.nextInt(9),
                BigDecimal.valueOf(random.nextInt(100_000), 2),
                random.nextInt(1_000) / 8.0,
                random.nextBoolean() ? List.of("fragile", "gift") : List.of());
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }
}
