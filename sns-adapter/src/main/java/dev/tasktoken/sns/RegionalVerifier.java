package dev.tasktoken.sns;

import dev.tasktoken.sns.UntrustedNotificationException.Reason;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.messagemanager.sns.SnsMessageManager;
import software.amazon.awssdk.messagemanager.sns.model.SnsMessage;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.endpoints.SnsEndpointProvider;

/**
 * Verifies the signatures of one Region's messages with AWS's message manager. It first checks what the manager does
 * not: port, path and query of an address. Thread-safe. It owns nothing to close, because the manager does not close a
 * client that it was given.
 */
final class RegionalVerifier {
    private static final int HTTPS = 443;
    private static final Pattern CERTIFICATE = Pattern.compile("/[A-Za-z0-9._-]+\\.pem");

    private final String host;
    private final SnsMessageManager manager;

    RegionalVerifier(String region, SnsClient client) {
        Region signing = Region.of(region);
        this.host = SnsEndpointProvider.defaultProvider()
                .resolveEndpoint(endpoint -> endpoint.region(signing))
                .join()
                .endpointUrl()
                .host();
        this.manager = SnsMessageManager.builder()
                .region(signing)
                .httpClient(new CertificateClient(client))
                .build();
    }

    SnsMessage verify(byte[] body, UnverifiedMessage unverified) {
        URI certificate = requireHost(unverified.signingCertUrl(), "SigningCertURL");
        if (certificate.getRawQuery() != null
                || !CERTIFICATE.matcher(certificate.getPath()).matches()) {
            throw new UntrustedNotificationException(
                    Reason.HOST, "The message's SigningCertURL is not the address of a certificate");
        }
        try {
            return requireSame(manager.parseMessage(new ByteArrayInputStream(body)), unverified);
        } catch (RuntimeException e) {
            throw refusal(e);
        }
    }

    /** Requires an address of SNS in this Region. */
    URI requireHost(String url, String field) {
        URI uri = uri(url);
        if (uri == null
                || !"https".equals(uri.getScheme())
                || !host.equals(uri.getHost())
                || uri.getRawUserInfo() != null
                || uri.getRawFragment() != null
                || (uri.getPort() != -1 && uri.getPort() != HTTPS)) {
            throw new UntrustedNotificationException(
                    Reason.HOST, "The message's " + field + " is not an address at https://" + host);
        }
        return uri;
    }

    private static @Nullable URI uri(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Two parsers read the same text. If they disagree, the message is refused. */
    private static SnsMessage requireSame(SnsMessage verified, UnverifiedMessage unverified) {
        if (!unverified.type().equals(verified.type().toString())
                || !unverified.topicArn().equals(verified.topicArn())) {
            throw new UntrustedNotificationException(Reason.MALFORMED, "Two JSON parsers read the message differently");
        }
        return verified;
    }

    /**
     * Unwraps an exception of our client from the manager's. The manager's causes are left out, because they may quote
     * the message.
     */
    private static RuntimeException refusal(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UntrustedNotificationException || cause instanceof SnsCallFailedException) {
                return (RuntimeException) cause;
            }
        }
        String detail = thrown instanceof SdkException ? ": " + lowerCased(thrown.getMessage()) : "";
        return new UntrustedNotificationException(Reason.SIGNATURE, "The signature cannot be verified" + detail);
    }

    private static String lowerCased(@Nullable String sentence) {
        return sentence == null || sentence.isEmpty()
                ? "no reason given"
                : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }
}
