package dev.tasktoken;

import java.util.Base64;
import java.util.Random;

/**
 * Task tokens for tests: of the service's length and alphabet, with one start that a search of any output can look for.
 */
public final class Tokens {
    public static final String PREFIX = "AAAAKgAAAAIAAAAAAAAAAQ";

    private Tokens() {}

    public static String number(int n) {
        byte[] bytes = new byte[640];
        new Random(n).nextBytes(bytes);
        bytes[0] = (byte) 0xfb; // "+/" early, for those who put tokens into links
        bytes[1] = (byte) 0xef;
        bytes[2] = (byte) 0xff;
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    public static TaskToken token(int n) {
        return TaskToken.of(number(n));
    }
}
