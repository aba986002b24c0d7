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

/** A key pair with its certificate, which sign as SNS does. Thread-safe. */
public final class SigningIdentity {
    /** The name in the certificates of the Regions that SNS signs for as itself. */
    public static final String SNS = "sns.amazonaws.com";

    private static final int KEY_BITS = 2048;

    private final KeyPair keys;
    private final X509Certificate certificate;

    private SigningIdentity(KeyPair keys, X509Certificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    /** Of these hosts, and valid now: verifiers check a certificate against the wall clock. */
    public static SigningIdentity named(String... names) {
        Instant now = Instant.now();
        return valid(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(3650)), names);
    }

    public static SigningIdentity valid(Instant from, Instant to, String... names) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            KeyPair keys = generator.generateKeyPair();
            return new SigningIdentity(keys, SelfSignedCertificate.create(keys, List.of(names), from, to));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a key pair for notifications", e);
        }
    }

    /** A signature in base64: SHA1withRSA for version 1, SHA256withRSA for any other. */
    public String sign(String text, String version) {
        try {
            Signature signature = Signature.getInstance(version.equals("1") ? "SHA1withRSA" : "SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a notification", e);
        }
    }

    /** The certificate as a file. */
    public String pem() {
        return SelfSignedCertificate.pem(certificate);
    }

    X509Certificate certificate() {
        return certificate;
    }
}
