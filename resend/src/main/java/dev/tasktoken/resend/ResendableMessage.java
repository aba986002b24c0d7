package dev.tasktoken.resend;

/** What a state sent, ready to be sent again. */
interface ResendableMessage {
    /** The queue's URL, the topic's ARN, or the function as its state names it. */
    String target();

    /** The action that the call needs, for instance {@code sqs:SendMessage}. */
    String permission();

    /**
     * Checks that the client is of the execution's Region, if the target's name leaves the Region out.
     *
     * @throws NotResendableException if it is not: another target could have that name there
     */
    default void requireRegion(String region) {}

    /** Sends it, and returns the id of the message or of the request; throws what the client throws. */
    String send();
}
