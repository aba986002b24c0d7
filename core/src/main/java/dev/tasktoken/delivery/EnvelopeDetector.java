package dev.tasktoken.delivery;

/** Detects by its own keys whether a document is a service's envelope around the message. */
final class EnvelopeDetector {
    private static final int TYPE = 1;
    private static final int TOPIC = 2;
    private static final int MESSAGE = 4;
    private static final int DETAIL_TYPE = 8;
    private static final int DETAIL = 16;
    private static final int SOURCE = 32;
    private static final int DETAIL_TWICE = 64;

    private int seen;
    private boolean array;

    void addKey(String key) {
        seen |= switch (key) {
            case "Type" -> TYPE;
            case "TopicArn" -> TOPIC;
            case "Message" -> MESSAGE;
            case "detail-type" -> DETAIL_TYPE;
            case "detail" -> DETAIL | (has(DETAIL) ? DETAIL_TWICE : 0);
            case "source" -> SOURCE;
            default -> 0;
        };
    }

    void markArray() {
        array = true;
    }

    /** Perhaps the pointer to a large message. */
    boolean isArray() {
        return array;
    }

    /** SNS to SQS or HTTPS; its text says what type of message it is. */
    boolean isSns() {
        return has(TYPE | TOPIC | MESSAGE);
    }

    /** EventBridge to SQS or Lambda. */
    boolean isEvent() {
        return has(DETAIL_TYPE | DETAIL | SOURCE);
    }

    /** Whether an event carries two messages. */
    boolean hasDetailTwice() {
        return has(DETAIL_TWICE);
    }

    private boolean has(int keys) {
        return (seen & keys) == keys;
    }
}
