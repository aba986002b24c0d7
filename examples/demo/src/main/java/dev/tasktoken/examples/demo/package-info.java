/**
 * The example systems, embedded: ElasticMQ for the queues, LocalStepFunctions for the state machines and topics, and a
 * poller for what Lambda does between them. Start at {@link dev.tasktoken.examples.demo.Demo}.
 */
@NullMarked
package dev.tasktoken.examples.demo;

import org.jspecify.annotations.NullMarked;
