package dev.tasktoken.lambda;

import dev.tasktoken.testkit.TestTokens;

/** What the records of the tests hold. */
final class Orders {
    private Orders() {}

    /** What their payloads bind to. */
    record Order(int number) {}

    /** A payload with its token. */
    static String body(int number) {
        return "{\"number\":" + number + ",\"TaskToken\":\"" + TestTokens.numbered(number) + "\"}";
    }
}
