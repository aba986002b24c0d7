package dev.tasktoken.consumer.lambdacore;

import dev.tasktoken.CallbackProcessor;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.lambda.CallbackStreamHandler;

/** A function that does nothing but answer its task. */
final class StreamHandler extends CallbackStreamHandler {
    StreamHandler(TokenResponder responder) {
        super(CallbackProcessor.of(responder, String.class, String::length));
    }
}
