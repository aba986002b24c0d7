/**
 * SNS topics in the JVM: subscriptions, signed messages with their certificates, and their delivery to queues,
 * functions and HTTP endpoints.
 *
 * <p>Start at {@link dev.tasktoken.testkit.internal.topics.Topics}.
 */
@NullMarked
package dev.tasktoken.testkit.internal.topics;

import org.jspecify.annotations.NullMarked;
