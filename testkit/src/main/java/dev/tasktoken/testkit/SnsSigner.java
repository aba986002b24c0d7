package dev.tasktoken.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Signs what topics deliver, with a key pair made when it is first needed. Thread-safe. */
final class SnsSigner {
    private static final int KEY_BITS = 2048;

    private @Nullable KeyPair keys;

    PublicKey publicKey() {
        return keys().getPublic();
    }

    /** SignatureVersion 2: SHA256withRSA, in base64. */
    String sign(String canonical) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys().getPrivate());
            signature.update(canonical.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a notification", e);
        }
    }

    private synchronized KeyPair keys() {
        if (keys == null) {
            keys = newKeys();
        }
        return keys;
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a key pair for notifications", e);
        }
    }
}
