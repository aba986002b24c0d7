package dev.tasktoken.testkit.internal.topics;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What SNS serves at the links in its messages: the certificate, and the confirmation of a subscription. */
public record TopicPages(Topics topics) {

    /** The page at an address, or empty if it is no address of SNS. */
    public Optional<WebPage> find(URI address) {
        if (SnsSigner.CERTIFICATE_PATH.equals(address.getPath())) {
            String pem = SelfSignedCertificate.pem(topics.signingCertificate());
            return Optional.of(new WebPage(200, "application/x-pem-file", pem));
        }
        Map<String, String> query = query(address);
        return "ConfirmSubscription".equals(query.get("Action")) ? Optional.of(confirm(query)) : Optional.empty();
    }

    private WebPage confirm(Map<String, String> query) {
        String topicArn = query.getOrDefault("TopicArn", "");
        String token = query.getOrDefault("Token", "");
        return topics.confirm(topicArn, token)
                .map(arn -> new WebPage(
                        200,
                        "text/xml",
                        xml(
                                "ConfirmSubscriptionResponse",
                                "<ConfirmSubscriptionResult>"
                                        + "<SubscriptionArn>" + arn + "</SubscriptionArn></ConfirmSubscriptionResult>"
                                        + "<ResponseMetadata><RequestId>" + UUID.randomUUID()
                                        + "</RequestId></ResponseMetadata>")))
                .orElseGet(() -> new WebPage(
                        400,
                        "text/xml",
                        xml(
                                "ErrorResponse",
                                "<Error><Type>Sender</Type>"
                                        + "<Code>InvalidParameter</Code><Message>Invalid token</Message></Error>")));
    }

    private static String xml(String root, String content) {
        return "<" + root + " xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">" + content + "</" + root + ">";
    }

    private static Map<String, String> query(URI address) {
        Map<String, String> query = new HashMap<>();
        String text = Optional.ofNullable(address.getRawQuery()).orElse("");
        for (String pair : text.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
        }
        return query;
    }

    /** What is sent back to a browser. */
    public record WebPage(int status, String contentType, String body) {}
}
