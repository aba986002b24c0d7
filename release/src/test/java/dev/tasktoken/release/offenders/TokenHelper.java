package dev.tasktoken.release.offenders;

import dev.tasktoken.PausedTask;
import dev.tasktoken.TaskToken;
import dev.tasktoken.sqs.SqsMessages;
import java.io.Serializable;
import java.util.logging.Logger;
import software.amazon.awssdk.services.sqs.model.Message;

/** Names itself after nothing, can be extended, travels, prints, logs elsewhere, reflects, and knows an adapter. */
public class TokenHelper implements PausedTask, Serializable {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = Logger.getLogger("");

    private final String value;

    TokenHelper(Message message) throws ClassNotFoundException {
        value = SqsMessages.read(message).taskToken().value();
        System.out.println(Class.forName("java.lang.String"));
        LOG.info("printed");
    }

    @Override
    public TaskToken taskToken() {
        return TaskToken.of(value);
    }
}
