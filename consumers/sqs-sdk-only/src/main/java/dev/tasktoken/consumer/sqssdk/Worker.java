package dev.tasktoken.consumer.sqssdk;

import dev.tasktoken.Answer;
import dev.tasktoken.CallbackProcessor;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.sqs.SqsMessages;
import dev.tasktoken.sqs.SqsVisibility;
import dev.tasktoken.sqs.SqsWorker;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** What a worker calls, with a polling loop of its own or without. */
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

    boolean mayDelete(Message message, SqsVisibility visibility) {
        return SqsMessages.process(message, processor, visibility).isSettled();
    }

    SqsWorker polling(SqsClient sqs, String queueUrl) {
        return SqsWorker.builder(sqs, queueUrl, processor).build();
    }

    Answer succeed(Message message, String receipt) {
        return responder.succeed(SqsMessages.read(message), receipt);
    }
}
