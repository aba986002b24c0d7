package dev.tasktoken.examples.expense;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.Responder;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.lambda.SqsStreamHandler;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.service.PausedWork;
import dev.tasktoken.service.WorkKind;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The function behind the queue. Its messages carry a {@code taskToken} or a {@code callbackId} beside the expense.
 *
 * <p>It needs {@code sqs:SendMessage} on the queue of mails, the store's permissions on the bucket, and
 * {@code states:SendTask*} and {@code lambda:SendDurableExecutionCallback*} for what it answers.
 */
public final class ExpenseHandler extends SqsStreamHandler {
    /** Lambda calls this once per instance. */
    public ExpenseHandler() {
        this(Setup.responder(), SqsClient.create(), Setup.variable("MAIL_QUEUE_URL"));
    }

    private ExpenseHandler(Responder<PausedWork> responder, SqsClient sqs, String mailQueue) {
        super(processor(
                responder,
                new ExpenseDesk(
                        Setup.pending(responder),
                        Setup.links(),
                        (expense, links) ->
                                sqs.sendMessage(m -> m.queueUrl(mailQueue).messageBody(mail(expense, links))))));
    }

    /** Reads and answers both kinds with one handler. */
    static CallbackProcessor<Expense> processor(Responder<PausedWork> responder, ExpenseDesk desk) {
        return CallbackProcessor.builder(responder, Expense.class)
                .reader(CallbackReader.builder()
                        .reads(WorkKind.TASK, WorkKind.CALLBACK)
                        .build())
                .handler(desk)
                .build();
    }

    private static String mail(Expense expense, Map<String, URI> links) {
        ObjectNode mail = JsonNodeFactory.instance.objectNode();
        mail.put("subject", expense.euros() + " EUR of " + expense.employee());
        links.forEach((action, link) -> mail.put(action, link.toString()));
        return mail.toString();
    }
}
