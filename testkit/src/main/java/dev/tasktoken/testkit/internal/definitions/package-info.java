/**
 * State machine definitions: reading one, refusing what the service refuses, and what each type of state does. Here are
 * also the interfaces through which states are run, for instance the run of a task; {@code executions} implements them.
 *
 * <p>Start at {@link dev.tasktoken.testkit.internal.definitions.DefinitionReader}.
 */
@NullMarked
package dev.tasktoken.testkit.internal.definitions;

import org.jspecify.annotations.NullMarked;
