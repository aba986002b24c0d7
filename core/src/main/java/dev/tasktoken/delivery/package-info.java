/**
 * What arrived, before any work is done: it is unwrapped, its task token is located, its payload is bound to a type.
 *
 * <p>Start at {@code CallbackReader}, which makes a {@code CallbackEnvelope} of a {@code Delivery}.
 */
@NullMarked
package dev.tasktoken.delivery;

import org.jspecify.annotations.NullMarked;
