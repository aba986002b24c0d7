/**
 * State machine definitions: reading one, refusing what the service refuses, and what each type of state does.
 *
 * <p>Start at {@link dev.tasktoken.testkit.internal.definitions.DefinitionReader}.
 */
@NullMarked
package dev.tasktoken.testkit.internal.definitions;

import org.jspecify.annotations.NullMarked;
