package dev.tasktoken.spring;

import software.amazon.awssdk.core.exception.SdkException;

/** The queue of a listener cannot be polled. The application does not start. */
final class QueueUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String queue;
    private final String listener;
    private final SdkException refusal;

    QueueUnavailableException(String queue, String listener, SdkException cause) {
        super("The queue " + queue + " of " + listener + " cannot be polled", cause);
        this.queue = queue;
        this.listener = listener;
        this.refusal = cause;
    }

    String queue() {
        return queue;
    }

    String listener() {
        return listener;
    }

    SdkException refusal() {
        return refusal;
    }
}
