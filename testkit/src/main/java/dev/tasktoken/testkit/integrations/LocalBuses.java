package dev.tasktoken.testkit.integrations;

import java.util.List;

/**
 * EventBridge buses in the JVM, for {@code events:putEvents}: what is put is remembered, and delivered to the targets
 * of the rules that it matches.
 *
 * <p>Thread-safe. Implemented by {@code LocalStepFunctions} only: methods may be added.
 *
 * <pre>{@code
 * stepFunctions.integrations().buses().rule("default", "{\"source\": [\"shop\"]}").toFunction("ship");
 * }</pre>
 */
public interface LocalBuses {
    /**
     * Creates a bus, or finds the one of that name.
     *
     * @param name 1 to 256 letters, digits, {@code /}, {@code .}, {@code _} and {@code -}
     * @return the bus's ARN
     * @throws IllegalArgumentException if the name is not allowed
     */
    String create(String name);

    /**
     * Adds a rule; say what its target is.
     *
     * @param bus the name or ARN of a bus, {@code default} for the one there is at first
     * @param pattern the event pattern, JSON text, with lists of values and the operators {@code prefix},
     *     {@code suffix}, {@code equals-ignore-case}, {@code wildcard}, {@code anything-but}, {@code exists},
     *     {@code numeric} and {@code $or}
     * @return the rule, which delivers nothing before it has a target
     * @throws IllegalArgumentException if there is no such bus, or the pattern has something else in it
     */
    Rule rule(String bus, String pattern);

    /**
     * Returns the events that were put on a bus so far, the last 10,000 of it.
     *
     * @param bus the name or ARN of a bus
     * @return the events as targets receive them, JSON text, oldest first; a token in one is a secret
     * @throws IllegalArgumentException if there is no such bus
     */
    List<String> published(String bus);

    /** A rule of a bus. Every target gets the whole event; there are no input transformers. */
    interface Rule {
        /**
         * Invokes a function, asynchronously: it is tried again after one and two minutes on the movable clock.
         *
         * @param functionName the name of one of the instance's functions, which may be registered later
         * @return this
         */
        Rule toFunction(String functionName);

        /**
         * Sends to a queue, through the SQS client of the instance, before the workflow goes on.
         *
         * @param queueUrl the queue
         * @return this
         * @throws IllegalStateException if there is no SQS client
         */
        Rule toQueue(String queueUrl);

        /**
         * Publishes to one of the instance's topics.
         *
         * @param topicArn the topic
         * @return this
         */
        Rule toTopic(String topicArn);

        /**
         * Starts an execution with the event as its input.
         *
         * @param stateMachineArn a machine of the instance
         * @return this
         */
        Rule toStateMachine(String stateMachineArn);
    }
}
