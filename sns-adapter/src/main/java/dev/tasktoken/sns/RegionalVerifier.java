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
 * Checks the signatures of one Region's messages. The work is AWS's message manager's; what it does not look at (port,
 * path and query of an address) is looked at here before. Thread-safe; owns nothing that must be closed, because the
 * manager does not close a client that it was given.
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

    SnsMessage verify(byte[] body, ClaimedMessage claimed) {
        URI certificate = requireHost(claimed.signingCertUrl(), "SigningCertURL");
        if (certificate.getRawQuery() != null
                || !CERTIFICATE.matcher(certificate.getPath()).matches()) {
            throw new UntrustedNotificationException(
                    Reason.HOST, "The message's SigningCertURL is not the address of a certificate");
        }
        try {
            return same(manager.parseMessage(new ByteArrayInputStream(body)), claimed);
        } catch (RuntimeException e) {
            throw refusal(e);
        }
    }

    /** An address at which SNS of this Region, and nobody else, answers. */
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

    /** Two parsers read one text; should they ever disagree, it is not used. */
    private static SnsMessage same(SnsMessage verified, ClaimedMessage claimed) {
        if (!claimed.type().equals(verified.type().toString())
                || !claimed.topicArn().equals(verified.topicArn())) {
            throw new UntrustedNotificationException(Reason.MALFORMED, "The message can be read in two ways");
        }
        return verified;
    }

    /** The manager wraps what our client throws. Its own causes are dropped, because they can quote the message. */
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
