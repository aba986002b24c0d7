package dev.tasktoken.sns;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.testkit.TestTokens;

/** What the notifications of the tests hold, and where they come from. */
final class Records {
    static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:orders";
    static final JsonMapper JSON = JsonMapper.builder().build();

    private Records() {}

    /** What their payloads bind to. */
    record Order(int number) {}

    /** A payload with its token. */
    static String body(int number) {
        return "{\"number\":" + number + ",\"TaskToken\":\"" + TestTokens.numbered(number) + "\"}";
    }
}
