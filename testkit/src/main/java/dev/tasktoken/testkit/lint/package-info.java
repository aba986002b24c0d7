/**
 * Finds what would prevent an answer in definitions that the service accepts, before anything is deployed. Here are the
 * checks with their rules and findings, and what they need: the text of a definition or template with its placeholders,
 * the resource and the container variables of a state, sample deliveries that the library reads, and the command.
 *
 * <p>Start at {@link dev.tasktoken.testkit.lint.CallbackLint}.
 */
@NullMarked
package dev.tasktoken.testkit.lint;

import org.jspecify.annotations.NullMarked;
