package dev.tasktoken.testkit.internal.topics;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signs what topics deliver, with a key pair and a certificate made when they are first needed. Thread-safe. */
public final class SnsSigner {
    /** Where the certificate of every message is said to be, on the service's host. */
    public static final String CERTIFICATE_PATH = "/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";

    private static final int KEY_BITS = 2048;

    private final String region;
    private @Nullable Identity identity;

    public SnsSigner(String region) {
        this.region = region;
    }

    X509Certificate certificate() {
        return identity().certificate;
    }

    /** The service's own address in this Region; nothing is ever fetched from it here. */
    String serviceUrl() {
        return "https://sns." + region + ".amazonaws.com";
    }

    String certificateUrl() {
        return serviceUrl() + CERTIFICATE_PATH;
    }

    /** A signature in base64: SHA1withRSA for version 1, SHA256withRSA for version 2. */
    String sign(int version, String canonical) {
        try {
            Signature signature = Signature.getInstance(version == 1 ? "SHA1withRSA" : "SHA256withRSA");
            signature.initSign(identity().keys.getPrivate());
            signature.update(canonical.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a notification", e);
        }
    }

    private synchronized Identity identity() {
        if (identity == null) {
            identity = newIdentity();
        }
        return identity;
    }

    /** By the wall clock and not by the movable one: verifiers check a certificate against the wall clock. */
    private Identity newIdentity() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            KeyPair keys = generator.generateKeyPair();
            Instant now = Instant.now();
            // AWS's own verifier asks for the first name in most Regions and for the second in the newest.
            List<String> names = List.of(
                    "sns.amazonaws.com",
                    "sns-signing." + region + ".amazonaws.com",
                    "sns." + region + ".amazonaws.com");
            return new Identity(
                    keys,
                    SelfSignedCertificate.create(
                            keys, names, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(3650))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a key pair for notifications", e);
        }
    }

    private record Identity(KeyPair keys, X509Certificate certificate) {}
}
