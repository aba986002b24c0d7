package dev.tasktoken.pages;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Texts in forms that only pages of ours can know: another site can make a browser post a form, but not read one. Each
 * is made for one person, and holds for half a day.
 */
final class CsrfTokens {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration HOLDS = Duration.ofHours(12);

    private final SecretKeySpec key;
    private final InstantSource clock;

    CsrfTokens(byte[] key, InstantSource clock) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.clock = clock;
    }

    String issue(String person) {
        return signed(clock.instant().getEpochSecond(), person);
    }

    boolean accepts(String token, String person) {
        int dot = token.indexOf('.');
        if (dot < 1 || dot > 18 || !token.chars().limit(dot).allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        long issued = Long.parseLong(token.substring(0, dot));
        boolean isGenuine = MessageDigest.isEqual(bytes(signed(issued, person)), bytes(token));
        return isGenuine
                && clock.instant().isBefore(Instant.ofEpochSecond(issued).plus(HOLDS));
    }

    private String signed(long issued, String person) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(bytes("tasktoken inbox form\n" + issued + "\n" + person));
            return issued + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
