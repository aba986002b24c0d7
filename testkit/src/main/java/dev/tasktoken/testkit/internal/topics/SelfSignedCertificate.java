package dev.tasktoken.testkit.internal.topics;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Makes an X.509 v3 certificate for an RSA key (RFC 5280), which the JDK has no public API for. */
final class SelfSignedCertificate {
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String SHA256_WITH_RSA = "1.2.840.113549.1.1.11";
    private static final int DNS_NAME = 2;

    private SelfSignedCertificate() {}

    /**
     * Makes a certificate.
     *
     * @param names the hosts it is for, the first of which is the common name too
     */
    static X509Certificate create(KeyPair keys, List<String> names, Instant from, Instant to)
            throws GeneralSecurityException {
        byte[] algorithm = DerEncoding.sequence(DerEncoding.identifier(SHA256_WITH_RSA), DerEncoding.nothing());
        byte[] name = DerEncoding.sequence(DerEncoding.set(
                DerEncoding.sequence(DerEncoding.identifier(COMMON_NAME), DerEncoding.text(names.get(0)))));
        byte[] content = DerEncoding.sequence(
                DerEncoding.tagged(0, DerEncoding.integer(BigInteger.TWO)), // v3
                DerEncoding.integer(new BigInteger(126, new SecureRandom()).add(BigInteger.ONE)),
                algorithm,
                name,
                DerEncoding.sequence(DerEncoding.time(from), DerEncoding.time(to)),
                name,
                keys.getPublic().getEncoded(),
                DerEncoding.tagged(3, extensions(names)));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(content);
        byte[] certificate = DerEncoding.sequence(content, algorithm, DerEncoding.bits(signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }

    static String pem(X509Certificate certificate) {
        try {
            Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
            return "-----BEGIN CERTIFICATE-----\n" + lines.encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new AssertionError("a parsed certificate has its encoding", e);
        }
    }

    private static byte[] extensions(List<String> names) {
        byte[][] hosts = names.stream()
                .map(host -> DerEncoding.taggedText(DNS_NAME, host))
                .toArray(byte[][]::new);
        return DerEncoding.sequence(
                DerEncoding.sequence(
                        DerEncoding.identifier(BASIC_CONSTRAINTS),
                        DerEncoding.yes(),
                        DerEncoding.octets(DerEncoding.sequence())),
                DerEncoding.sequence(
                        DerEncoding.identifier(SUBJECT_ALTERNATIVE_NAME),
                        DerEncoding.octets(DerEncoding.sequence(hosts))));
    }
}
