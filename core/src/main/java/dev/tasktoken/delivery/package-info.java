/**
 * What arrived, before a handler runs: it is unwrapped, its task token is located, its payload is bound to a type. Here
 * is everything that reads JSON of a delivery: envelopes of services, context objects, candidates for the token and the
 * choice between them, and the payload without the token.
 *
 * <p>Start at {@code CallbackReader}, which makes a {@code CallbackEnvelope} of a {@code Delivery}.
 */
@NullMarked
package dev.tasktoken.delivery;

import org.jspecify.annotations.NullMarked;
