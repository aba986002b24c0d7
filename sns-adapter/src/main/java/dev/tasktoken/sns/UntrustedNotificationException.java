package dev.tasktoken.sns;

import java.util.Objects;

/**
 * A request to an HTTPS endpoint is not a message that SNS sent for an allowed topic. Nothing in it was used.
 *
 * <p>Usually a stranger found the endpoint. Other causes are a topic that the configuration lacks, and raw message
 * delivery, which SNS does not sign. Answer with status 403: SNS does not retry after a 4xx. The exception's message
 * shows at most the topic's ARN from the request's body.
 */
public final class UntrustedNotificationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The check that failed. */
    private final Reason reason;

    UntrustedNotificationException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * Returns what is wrong with the request.
     *
     * @return the first check that failed
     */
    public Reason reason() {
        return reason;
    }

    /** What can be wrong with a request, in the order of the checks. */
    public enum Reason {
        /** The body has more than 1,048,576 bytes. */
        TOO_LARGE,
        /** Not JSON, a type that SNS does not send, a missing field, or a header that differs from the body. */
        MALFORMED,
        /** The topic is not allowed. */
        TOPIC,
        /** An address in the message is not an address of SNS in the topic's Region. */
        HOST,
        /** The signature does not match the message, or the certificate is not one of SNS. */
        SIGNATURE
    }
}
