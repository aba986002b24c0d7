package dev.tasktoken.testkit;

import dev.tasktoken.testkit.internal.deliveries.TokenMessage;

/** A payload that Step Functions invokes a function with. Made by {@link Deliveries#direct}. Immutable. */
public final class DirectDelivery extends TokenDelivery<DirectDelivery> {
    DirectDelivery(TokenMessage content) {
        super(content);
    }

    @Override
    DirectDelivery with(TokenMessage changed) {
        return new DirectDelivery(changed);
    }

    /** {@inheritDoc} */
    @Override
    public String event() {
        return content().text();
    }
}
