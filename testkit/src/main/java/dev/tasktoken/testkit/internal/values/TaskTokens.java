package dev.tasktoken.testkit.internal.values;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes task tokens, and recognises its own. A token looks like the service's: base64 of 700 to 900 characters in which
 * {@code +}, {@code /} and {@code =} occur, the same few at its start, everything else random.
 */
public final class TaskTokens {
    /** What every token of every instance begins with, so that a search for leaked tokens has something to look for. */
    public static final String PREFIX = "AAAAKgAAAAIAAAAAAAAAAXR0";

    private static final String MAC = "HmacSHA256";
    private static final int MAC_BYTES = 32;
    private static final int FEWEST_BYTES = 532;
    private static final int SHORTEST = 160;
    private static final int LONGEST = 2048;
    private static final int FINGERPRINT_LENGTH = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Mac mac = keyed();
    private final SplittableRandom filling = new SplittableRandom(RANDOM.nextLong());
    private final OptionalInt length;

    private TaskTokens(OptionalInt length) {
        this.length = length;
    }

    /** Tokens of 700 to 900 characters. */
    public static TaskTokens ofUsualLength() {
        return new TaskTokens(OptionalInt.empty());
    }

    /** Tokens of so many characters. */
    public static TaskTokens ofLength(int length) {
        if (length < SHORTEST || length > LONGEST || length % 4 != 0) {
            throw new IllegalArgumentException(
                    "a token has a multiple of 4 characters between " + SHORTEST + " and " + LONGEST + ": " + length);
        }
        return new TaskTokens(OptionalInt.of(length));
    }

    /**
     * Makes a token that cannot be guessed, because of its code by a secret key. Its length is never a multiple of
     * three bytes, so it ends in {@code =}.
     */
    public synchronized String create() {
        int bytes = length.isPresent() ? length.getAsInt() / 4 * 3 - 1 : FEWEST_BYTES + 3 * filling.nextInt(40);
        String token;
        do {
            byte[] header = Base64.getDecoder().decode(PREFIX);
            byte[] signed = new byte[bytes - MAC_BYTES];
            filling.nextBytes(signed);
            System.arraycopy(header, 0, signed, 0, header.length);
            token = Base64.getEncoder().encodeToString(concat(signed, mac(signed)));
        } while (token.indexOf('+') < 0 || token.indexOf('/') < 0);
        return token;
    }

    /** Whether this instance made a text, to the last character. */
    public boolean isOwn(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (bytes.length < SHORTEST / 4 * 3 - 1
                || !Base64.getEncoder().encodeToString(bytes).equals(text)) {
            return false;
        }
        int end = bytes.length - MAC_BYTES;
        return MessageDigest.isEqual(Arrays.copyOfRange(bytes, end, bytes.length), mac(Arrays.copyOf(bytes, end)));
    }

    /** The start of a text's SHA-256 in hexadecimal digits, which is all that may be shown of a token. */
    public static String fingerprint(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, FINGERPRINT_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private synchronized byte[] mac(byte[] bytes) {
        return mac.doFinal(bytes);
    }

    private static Mac keyed() {
        byte[] key = new byte[MAC_BYTES];
        RANDOM.nextBytes(key);
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has " + MAC, e);
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
