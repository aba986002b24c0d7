package dev.tasktoken.examples.demo;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.DecisionOutcome;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TaskContext;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.processor.CallbackTask;
import dev.tasktoken.processor.Settlement;
import dev.tasktoken.sqs.SqsMessages;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** The README's Java that stands in no example of its own, so that it compiles. */
final class ReadmeSnippets {
    private ReadmeSnippets() {}

    static void worker(Message message, CallbackProcessor<?> processor, SqsClient sqs, String queueUrl) {
        Settlement settlement = SqsMessages.process(message, processor);
        if (settlement.isSettled()) {
            sqs.deleteMessage(request -> request.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
        }
    }

    static void byHand(Message message, TokenResponder responder, Object receipt) {
        CallbackEnvelope envelope = SqsMessages.read(message);
        responder.succeed(envelope, receipt);
    }

    record Film(String title) {}

    static CallbackProcessor<Film> longWork(TokenResponder responder) {
        CallbackProcessor<Film> processor = CallbackProcessor.builder(responder, Film.class)
                .heartbeatEvery(Duration.ofSeconds(20)) // a third of the state's HeartbeatSeconds
                .handler((film, task) -> render(film, task::isClosed))
                .build();
        return processor;
    }

    private static String render(Film film, BooleanSupplier isClosed) {
        return isClosed.getAsBoolean() ? "" : film.title();
    }

    static Map<String, URI> park(PendingTasks pending, CallbackTask task, CallbackLinks callbackLinks) {
        TaskContext context = TaskContext.builder().summary("12 chairs").build();
        pending.park("order-42", task, context);
        String attempt = task.taskToken().fingerprint();
        Map<String, URI> links = callbackLinks.createAll("order-42", attempt);
        return links;
    }

    static boolean decide(PendingTasks pending) {
        DecisionOutcome outcome = pending.succeed("order-42", Map.of("approved", true));
        return outcome.isWinner();
    }
}
