package dev.tasktoken.testkit.internal.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SignatureException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelfSignedCertificateTest {
    private static final Instant FROM = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant TO = Instant.parse("2051-06-07T08:09:10Z");

    @Test
    void isWhatItSaysToTheJdksOwnParser() throws Exception {
        KeyPair keys = keys(2048);

        X509Certificate certificate = SelfSignedCertificate.create(keys, List.of("a.example", "b.example"), FROM, TO);

        certificate.verify(keys.getPublic());
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(certificate.getPublicKey()).isEqualTo(keys.getPublic());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=a.example");
        assertThat(certificate.getIssuerX500Principal()).isEqualTo(certificate.getSubjectX500Principal());
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(FROM);
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(TO);
        assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withRSA");
        assertThat(certificate.getSerialNumber()).isPositive();
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getSubjectAlternativeNames().stream().map(List::toString))
                .containsExactly("[2, a.example]", "[2, b.example]");
    }

    @Test
    void isNotVerifiedByAnotherKey() throws Exception {
        X509Certificate certificate = SelfSignedCertificate.create(keys(2048), List.of("a.example"), FROM, TO);
        KeyPair other = keys(2048);

        assertThatThrownBy(() -> certificate.verify(other.getPublic())).isInstanceOf(SignatureException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 3072})
    void survivesEveryLengthOfKey(int bits) throws Exception {
        KeyPair keys = keys(bits);

        X509Certificate certificate = SelfSignedCertificate.create(keys, List.of("a.example"), FROM, TO);

        certificate.verify(keys.getPublic());
    }

    @Test
    void theTextIsPemThatAwssVerifierAccepts() throws Exception {
        X509Certificate certificate = SelfSignedCertificate.create(keys(2048), List.of("a.example"), FROM, TO);

        String pem = SelfSignedCertificate.pem(certificate);

        assertThat(pem).matches("^-----BEGIN [A-Z]+-----\\n[A-Za-z\\d+/\\n]+={0,2}\\n-----END [A-Z]+-----\\s*$");
        assertThat(pem.lines()).allMatch(line -> line.length() <= 64);
        assertThat(CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(certificate);
    }

    @ParameterizedTest
    @CsvSource({"1.2.840.113549.1.1.11, 06092a864886f70d01010b", "2.5.4.3, 0603550403", "2.5.29.17, 0603551d11"})
    void writesIdentifiersInDer(String dotted, String hexadecimal) {
        assertThat(HexFormat.of().formatHex(DerEncoding.identifier(dotted))).isEqualTo(hexadecimal);
    }

    @ParameterizedTest
    @CsvSource({"0, 0400", "127, 047f", "128, 048180", "255, 0481ff", "256, 04820100", "65536, 0483010000"})
    void writesLengthsInTheShortestForm(int length, String start) {
        assertThat(HexFormat.of().formatHex(DerEncoding.octets(new byte[length])))
                .startsWith(start);
    }

    private static KeyPair keys(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }
}
