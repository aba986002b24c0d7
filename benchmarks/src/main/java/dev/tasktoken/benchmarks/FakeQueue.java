package dev.tasktoken.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** As much of SQS as a worker needs: hands out each message once and notes when, and takes every deletion. */
final class FakeQueue implements Loopback.Service {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Queue<ObjectNode> messages = new ConcurrentLinkedQueue<>();
    private final AtomicLongArray handedOut;
    private final AtomicInteger receives = new AtomicInteger();

    FakeQueue(int count, int bytes) {
        handedOut = new AtomicLongArray(count);
        for (int number = 0; number < count; number++) {
            messages.add(message(number, OrderMessages.body(bytes, Shape.FLAT, false, number)));
        }
    }

    /** When a message was handed out, by {@link System#nanoTime()}; its response then takes its time. */
    long handedOut(int number) {
        return handedOut.get(number);
    }

    /** How many polls there were. */
    int receives() {
        return receives.get();
    }

    @Override
    public String answer(String operation, byte[] request) throws IOException {
        JsonNode call = MAPPER.readTree(request);
        ObjectNode answer = MAPPER.createObjectNode();
        switch (operation) {
            case "ReceiveMessage" -> receive(call, answer.putArray("Messages"));
            case "GetQueueAttributes" ->
                answer.putObject("Attributes")
                        .put("VisibilityTimeout", "30")
                        .put("ReceiveMessageWaitTimeSeconds", "20");
            case "DeleteMessage" -> {}
            case "DeleteMessageBatch", "ChangeMessageVisibilityBatch" -> {
                ArrayNode deleted = answer.putArray("Successful");
                call.get("Entries").forEach(entry -> deleted.addObject().set("Id", entry.get("Id")));
                answer.putArray("Failed");
            }
            default -> throw new IOException("Not made for " + operation);
        }
        return answer.toString();
    }

    private void receive(JsonNode call, ArrayNode received) {
        receives.incrementAndGet();
        int most = call.path("MaxNumberOfMessages").asInt(1);
        for (ObjectNode next = messages.poll(); next != null; next = messages.poll()) {
            received.add(next);
            handedOut.set(
                    (int) UUID.fromString(next.get("MessageId").asText()).getLeastSignificantBits(), System.nanoTime());
            if (received.size() == most) {
                return;
            }
        }
    }

    private static ObjectNode message(int number, String body) {
        String id = new UUID(0, number).toString();
        ObjectNode message = MAPPER.createObjectNode()
                .put("MessageId", id)
                .put("ReceiptHandle", id)
                .put("MD5OfBody", md5(body))
                .put("Body", body);
        message.putObject("Attributes").put("ApproximateReceiveCount", "1");
        return message;
    }

    private static String md5(String body) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }
}
