/**
 * Finds what would keep a callback from arriving in definitions that the service accepts, before anything is deployed:
 * one check a class, and what they walk through and share.
 *
 * <p>Start at {@link dev.tasktoken.testkit.lint.CallbackLint}.
 */
@NullMarked
package dev.tasktoken.testkit.lint;

import org.jspecify.annotations.NullMarked;
