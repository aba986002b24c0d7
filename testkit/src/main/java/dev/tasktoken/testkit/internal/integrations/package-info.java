/**
 * The services that a Task state can call: names and patterns of integrations, requests, responses and failures as the
 * services write them, HTTP statuses included. A new integration is one class here.
 *
 * <p>Start at {@link dev.tasktoken.testkit.internal.integrations.Integration}.
 */
@NullMarked
package dev.tasktoken.testkit.internal.integrations;

import org.jspecify.annotations.NullMarked;
