package dev.tasktoken.examples.guide;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.lambda.SqsStreamHandler;
import dev.tasktoken.processor.CallbackProcessor;

public final class ShippingQueueFunction extends SqsStreamHandler {
    public ShippingQueueFunction() {
        this(TokenResponder.create());
    }

    ShippingQueueFunction(TokenResponder responder) {
        super(CallbackProcessor.of(responder, Shipping.Parcel.class, Shipping::ship));
    }
}
