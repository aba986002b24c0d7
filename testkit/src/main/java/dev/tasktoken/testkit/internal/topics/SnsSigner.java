package dev.tasktoken.testkit.internal.topics;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** Signs what topics deliver, with a key pair and a certificate made when they are first needed. Thread-safe. */
public final class SnsSigner {
    /** Where the certificate of every message is said to be, on the service's host. */
    public static final String CERTIFICATE_PATH = "/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";

    private final String region;
    private @Nullable SigningIdentity identity;

    public SnsSigner(String region) {
        this.region = region;
    }

    X509Certificate certificate() {
        return identity().certificate();
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
        return identity().sign(canonical, Integer.toString(version));
    }

    /** AWS's own verifier asks for the first name in most Regions and for the second in the newest. */
    private synchronized SigningIdentity identity() {
        if (identity == null) {
            identity = SigningIdentity.named(
                    SigningIdentity.SNS,
                    "sns-signing." + region + ".amazonaws.com",
                    "sns." + region + ".amazonaws.com");
        }
        return identity;
    }
}
