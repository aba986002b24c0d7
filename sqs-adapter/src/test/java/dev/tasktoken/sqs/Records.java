package dev.tasktoken.sqs;

import dev.tasktoken.testkit.TestTokens;

/** What the messages of the tests hold. */
final class Records {
    private Records() {}

    /** What their payloads bind to. */
    record Order(int number) {}

    /** A payload with its token. */
    static String body(int number) {
        return "{\"number\":" + number + ",\"TaskToken\":\"" + TestTokens.numbered(number) + "\"}";
    }
}
