package dev.tasktoken.delivery;

import java.util.Set;

/** Detects by its own keys whether a document is a service's envelope around the message. */
final class EnvelopeDetector {
    private static final int TYPE = 1;
    private static final int TOPIC = 2;
    private static final int MESSAGE = 4;
    private static final int DETAIL_TYPE = 8;
    private static final int DETAIL = 16;
    private static final int SOURCE = 32;
    private static final int NOT_OF_SNS = 64;
    private static final int NOT_OF_EVENTS = 128;
    private static final int DETAIL_TWICE = 256;

    private static final Set<String> KEYS_OF_SNS = Set.of(
            "MessageId",
            "Subject",
            "Timestamp",
            "SequenceNumber",
            "SignatureVersion",
            "Signature",
            "SigningCertURL",
            "SigningCertUrl",
            "UnsubscribeURL",
            "UnsubscribeUrl",
            "MessageAttributes");
    private static final Set<String> KEYS_OF_EVENTS =
            Set.of("version", "id", "account", "time", "region", "resources", "replay-name");

    private int seen;
    private boolean array;

    void addKey(String key) {
        seen |= switch (key) {
            case "Type" -> TYPE | NOT_OF_EVENTS;
            case "TopicArn" -> TOPIC | NOT_OF_EVENTS;
            case "Message" -> MESSAGE | NOT_OF_EVENTS;
            case "detail-type" -> DETAIL_TYPE | NOT_OF_SNS;
            case "detail" -> DETAIL | NOT_OF_SNS | (has(DETAIL) ? DETAIL_TWICE : 0);
            case "source" -> SOURCE | NOT_OF_SNS;
            default -> flagsOf(key);
        };
    }

    private static int flagsOf(String key) {
        return (KEYS_OF_SNS.contains(key) ? 0 : NOT_OF_SNS) | (KEYS_OF_EVENTS.contains(key) ? 0 : NOT_OF_EVENTS);
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

    /** Whether a notification has keys that SNS does not write. */
    boolean isMoreThanSns() {
        return has(NOT_OF_SNS);
    }

    /** Whether an event has keys that EventBridge does not write. */
    boolean isMoreThanEvent() {
        return has(NOT_OF_EVENTS);
    }

    private boolean has(int keys) {
        return (seen & keys) == keys;
    }
}
