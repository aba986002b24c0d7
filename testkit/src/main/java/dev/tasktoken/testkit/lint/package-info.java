/**
 * Finds in state machine definitions what keeps a callback from coming back, before anything is deployed.
 *
 * <p>Start at {@link dev.tasktoken.testkit.lint.CallbackLint}.
 */
@NullMarked
package dev.tasktoken.testkit.lint;

import org.jspecify.annotations.NullMarked;
