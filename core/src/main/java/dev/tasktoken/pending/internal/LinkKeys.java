package dev.tasktoken.pending.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The keys by their ids, and the id of the one that signs. Shows the ids only. */
public record LinkKeys(String signingId, Map<String, SecretKeySpec> byId) {
    private static final String ALGORITHM = "HmacSHA256";

    /** So that nothing else that is ever signed with the same key passes for a link. */
    private static final byte[] PURPOSE = "tasktoken callback link\n".getBytes(StandardCharsets.US_ASCII);

    public LinkKeys {
        byId = Map.copyOf(byId);
    }

    public static SecretKeySpec key(byte[] secret) {
        return new SecretKeySpec(secret, ALGORITHM);
    }

    /** Null if there is no such key. */
    byte @Nullable [] sign(String keyId, byte[] body) {
        SecretKeySpec key = byId.get(keyId);
        if (key == null) {
            return null;
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(PURPOSE);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return signingId + " of " + byId.keySet();
    }
}
