package dev.tasktoken.consumer.sqssdk;

import dev.tasktoken.Answer;
import dev.tasktoken.CallbackProcessor;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.sqs.SqsMessages;
import software.amazon.awssdk.services.sqs.model.Message;

/** What a worker with its own polling loop calls. */
final class Worker {
    private final TokenResponder responder;
    private final CallbackProcessor<String> processor;

    Worker(TokenResponder responder) {
        this.responder = responder;
        this.processor = CallbackProcessor.of(responder, String.class, String::length);
    }

    boolean mayDelete(Message message) {
        return SqsMessages.process(message, processor).isSettled();
    }

    Answer succeed(Message message, String receipt) {
        return responder.succeed(SqsMessages.read(message), receipt);
    }
}
