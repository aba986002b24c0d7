package dev.tasktoken.examples.approval;

import dev.tasktoken.pending.CallbackLinks;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret that permits decisions: as a bearer token, and by links that are signed with a key derived from it. */
final class ConfirmationSecret {
    static final String CONFIRM = "confirm";
    static final String CANCEL = "cancel";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String SCHEME = "Bearer ";

    private final byte[] secret;

    ConfirmationSecret(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    boolean permits(ApiCall call) {
        String header = call.headers().getOrDefault("authorization", "");
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8), secret);
    }

    /** Relative to {@code /orders/{orderId}/}. */
    CallbackLinks links() {
        return CallbackLinks.builder(URI.create("confirmation"))
                .signingKey("1", linkKey())
                .action(CONFIRM)
                .action(CANCEL)
                .build();
    }

    /**
     * Derives the key for links. Anybody who has a link can try secrets against it, so make the secret long and random.
     */
    private byte[] linkKey() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac.doFinal("links to confirm an order".getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
