package dev.tasktoken.examples.guide;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.lambda.CallbackStreamHandler;
import dev.tasktoken.processor.CallbackProcessor;

public final class ShippingFunction extends CallbackStreamHandler {
    public ShippingFunction() {
        this(TokenResponder.create());
    }

    ShippingFunction(TokenResponder responder) {
        super(CallbackProcessor.of(responder, Shipping.Parcel.class, Shipping::ship));
    }
}
