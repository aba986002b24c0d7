package dev.tasktoken.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A key and its certificate, made by the JDK's keytool: the JDK has no public API that makes certificates. */
record SigningIdentity(PrivateKey key, String pem) {
    /** The name in the certificates of the Regions that SNS signs for as itself. */
    static final String SNS = "sns.amazonaws.com";

    private static final char[] PASSWORD = "made-for-a-test".toCharArray();

    static SigningIdentity named(String name, String... more) {
        try {
            Path directory = Files.createTempDirectory("signing");
            Path store = directory.resolve("keys.p12");
            keytool(store, name, List.of(more));
            SigningIdentity identity = read(store);
            Files.delete(store);
            Files.delete(directory);
            return identity;
        } catch (IOException | InterruptedException | GeneralSecurityException e) {
            throw new IllegalStateException("keytool made no certificate", e);
        }
    }

    String sign(String text, String version) {
        try {
            Signature signature = Signature.getInstance(version.equals("1") ? "SHA1withRSA" : "SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }

    private static void keytool(Path store, String name, List<String> more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>();
        arguments.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        arguments.addAll(List.of("-genkeypair", "-keyalg", "RSA", "-keysize", "2048", "-alias", "sns"));
        arguments.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
        arguments.addAll(
                List.of("-storepass", new String(PASSWORD), "-dname", "CN=" + name, "-ext", "san=dns:" + name));
        arguments.addAll(more);
        Process process = new ProcessBuilder(arguments)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("keytool ended with " + process.exitValue());
        }
    }

    private static SigningIdentity read(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getCertificate("sns").getEncoded());
        return new SigningIdentity(
                (PrivateKey) keys.getKey("sns", PASSWORD),
                "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return "SigningIdentity";
    }
}
