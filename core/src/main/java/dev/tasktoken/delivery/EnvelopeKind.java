package dev.tasktoken.delivery;

/** What is around the message in a document. */
enum EnvelopeKind {
    NONE,
    NOTIFICATION,
    EVENT;

    /**
     * Whether a member of the document is the message, or the signature of the service: nothing that stands beside it.
     */
    boolean holds(String name, boolean isText) {
        return switch (this) {
            case NONE -> false;
            case NOTIFICATION -> isText && (name.equals("Message") || name.equals("Signature"));
            case EVENT -> name.equals("detail");
        };
    }
}
