/**
 * SNS topics in the JVM: subscriptions, signed messages, and their delivery.
 *
 * <p>Start at {@link dev.tasktoken.testkit.internal.topics.Topics}.
 */
@NullMarked
package dev.tasktoken.testkit.internal.topics;

import org.jspecify.annotations.NullMarked;
