package dev.tasktoken.sns;

import java.util.Objects;

/**
 * A request to an HTTPS endpoint is not a message that SNS sent for one of the allowed topics. Nothing in it was used.
 *
 * <p>Usually a stranger who found the endpoint, else a topic that is not in the configuration, or a subscription with
 * raw message delivery, which SNS does not sign. Answer with status 403: SNS does not send again what is answered with
 * a 4xx. The message shows nothing of the request's body but the name of a topic.
 */
public final class UntrustedNotificationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Which check it failed. */
    private final Reason reason;

    UntrustedNotificationException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * Returns what is wrong with the request.
     *
     * @return the first thing that was found
     */
    public Reason reason() {
        return reason;
    }

    /** What can be wrong with a request, in the order in which it is looked for. */
    public enum Reason {
        /** The body has more than 1,048,576 bytes. */
        TOO_LARGE,
        /** Not JSON, no type that SNS sends, a field that is missing, or a header that says something else. */
        MALFORMED,
        /** The topic is not an allowed one. */
        TOPIC,
        /** An address in the message is not one of SNS in the topic's Region. */
        HOST,
        /** The signature does not belong to the message, or the certificate is none of SNS. */
        SIGNATURE
    }
}
