package dev.tasktoken.examples.guide;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.guide.Shop.Printer;
import dev.tasktoken.lambda.CallbackStreamHandler;
import dev.tasktoken.processor.CallbackProcessor;

/** {@link HandWrittenFunction} after the move. */
public final class LabelFunction extends CallbackStreamHandler {
    record Parcel(String orderId) {}

    public LabelFunction(TokenResponder responder, Printer printer) {
        super(CallbackProcessor.of(responder, Parcel.class, parcel -> printer.label(parcel.orderId())));
    }
}
