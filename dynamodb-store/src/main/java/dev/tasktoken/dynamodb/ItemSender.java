package dev.tasktoken.dynamodb;

import dev.tasktoken.AnswerNotDeliveredException;
import dev.tasktoken.AnswerNotPermittedException;
import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.OutputRejectedException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.TokenResponder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends an item's recorded decision to its tasks, then removes their tokens. */
final class ItemSender {
    private static final Logger LOG = LoggerFactory.getLogger(ItemSender.class);
    private static final int TRIES = 5;

    private final TokenResponder responder;
    private final ItemRecords items;

    ItemSender(TokenResponder responder, ItemRecords items) {
        this.responder = responder;
        this.items = items;
    }

    /** Returns what was said to each; {@link Sent#isComplete} is false if a task does not have the decision yet. */
    Sent send(String id, ItemState read, ItemDecision decision) {
        Map<TaskToken, AnswerOutcome> answers = new LinkedHashMap<>();
        ItemState state = read;
        for (int tries = 0; tries < TRIES && !state.tokens().isEmpty(); tries++) {
            if (!sendAll(state.tokens(), decision, answers)) {
                return new Sent(List.copyOf(answers.values()), false);
            }
            state = removed(id, state, decision);
        }
        return new Sent(List.copyOf(answers.values()), true);
    }

    record Sent(List<AnswerOutcome> answers, boolean isComplete) {}

    /** Goes on after a task that could not be answered: the others need not wait for it. */
    private boolean sendAll(List<TaskToken> tokens, ItemDecision decision, Map<TaskToken, AnswerOutcome> answers) {
        InvalidTaskTokenException invalid = null;
        for (TaskToken token : tokens) {
            try {
                if (!answers.containsKey(token)) {
                    send(token, decision).ifPresent(said -> answers.put(token, said));
                }
            } catch (InvalidTaskTokenException e) {
                invalid = e;
            }
        }
        if (invalid != null) {
            throw invalid;
        }
        return answers.keySet().containsAll(tokens);
    }

    private Optional<AnswerOutcome> send(TaskToken token, ItemDecision decision) {
        try {
            return Optional.of(responder.send(token.unrevoked(), decision.answer()));
        } catch (OutputRejectedException e) { // the task has been failed with that name instead
            LOG.warn("The recorded output is not sent to {}: {}", token, e.getMessage());
            return Optional.of(e.answer());
        } catch (AnswerNotDeliveredException | AnswerNotPermittedException e) {
            LOG.warn("The decision on {} is recorded but not sent: {}", token, e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Removes the tokens. If others were added meanwhile, returns the item with them; if another attempt's item has
     * taken its place, one without.
     */
    private ItemState removed(String id, ItemState sent, ItemDecision decision) {
        try {
            ItemState now = items.removeTokens(id, sent) ? ItemState.empty() : items.read(id);
            return now.isDecidedBy(decision) ? now : ItemState.empty();
        } catch (TaskTokenException e) { // what Step Functions said must not be lost
            LOG.warn("The tasks of an item are answered, but its tokens are still stored: {}", e.getMessage());
            return ItemState.empty();
        }
    }
}
