package dev.tasktoken.testkit.internal.topics;

/** Somebody who receives what is published to a topic. */
interface Subscription {
    String arn();

    /** Delivers, or begins to; what goes wrong is logged and is nothing to the publisher. */
    void deliver(SnsEnvelope envelope);
}
