package dev.tasktoken.dynamodb;

import dev.tasktoken.PreparedAnswer;
import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskFailure;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.pending.DecisionOutcome;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Answers tasks whose tokens a state machine wrote into items of your own table, by
 * {@code aws-sdk:dynamodb:putItem.waitForTaskToken} or {@code updateItem}. No function parks them.
 *
 * <p>The decision is recorded in the item first, by a condition that the item still holds the same tokens and no
 * decision on them. Of any number of processes one records its decision. Then the decision is sent to every task of the
 * item, and the tokens are removed. If a process dies between the two, the next call for the item sends what was
 * recorded.
 *
 * <p>An item may hold one token, as a text, or several, as a list or a set of texts: one decision answers them all. A
 * token that is added to a list or set after the decision gets the same decision from the next call. A text that takes
 * another one's place is a new attempt, of this state or a later one: the earlier decision does not count for it, and
 * the new one replaces it. So the state that writes it also writes {@link Builder#waitingStatus}, if there is one. An
 * item that the state machine puts anew has no decision.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>the tokens are in the attribute {@code taskToken}, {@link Builder#tokenAttribute}
 *   <li>the decision is recorded in the attribute {@code decision}, {@link Builder#decisionAttribute}
 *   <li>no status is checked or moved, {@link Builder#statusAttribute}
 * </ul>
 *
 * <p>A call makes one {@code GetItem}, which is strongly consistent, and two {@code UpdateItem}. It needs
 * {@code dynamodb:GetItem} and {@code dynamodb:UpdateItem} on the table. The table needs no other key or index. Whoever
 * may read an item that waits can answer its task.
 *
 * <p>Every method throws {@link StoreUnavailableException} if the table does not answer or throttles, and
 * {@link dev.tasktoken.pending.StoreNotPermittedException} if it refuses, or if the decision's attribute is another
 * program's. {@link dev.tasktoken.InvalidTaskTokenException} says that a text of the token's attribute is no token.
 * Immutable and thread-safe. The caller closes client and responder.
 *
 * <pre>{@code
 * ItemTasks orders = ItemTasks.builder(responder, DynamoDbClient.create(), "orders", "orderId")
 *         .statusAttribute("status")
 *         .waitingStatus("WAITING")
 *         .build();
 * orders.succeed("order-42", Map.of("approved", true));
 * }</pre>
 */
public final class ItemTasks {
    private static final int TRIES = 10;

    private final TokenResponder responder;
    private final ItemRecords items;
    private final ItemSender sender;
    private final InstantSource clock;

    private ItemTasks(Builder builder) {
        this.responder = builder.responder;
        this.items = new ItemRecords(builder.calls, builder.layout());
        this.sender = new ItemSender(responder, items);
        this.clock = builder.clock;
    }

    /**
     * Returns a builder for a table whose primary key is one text.
     *
     * @param responder sends the decisions; stays the caller's to close
     * @param client a client of the table's Region; stays the caller's to close
     * @param table the table's name or ARN
     * @param keyAttribute the name of the partition key, of type S; another key is set by {@link Builder#key}
     * @return the builder
     * @throws IllegalArgumentException if a name is blank
     */
    public static Builder builder(TokenResponder responder, DynamoDbClient client, String table, String keyAttribute) {
        return new Builder(responder, new TableCalls(client, table))
                .key(singleKey(Builder.notBlank("keyAttribute", keyAttribute)));
    }

    private static Function<String, Map<String, AttributeValue>> singleKey(String name) {
        return id -> Map.of(name, AttributeValue.fromS(id));
    }

    /**
     * Returns the tokens in an item, for heartbeats or for {@link dev.tasktoken.pending.PendingTasks#park}.
     *
     * @param id the item's id
     * @return the tokens, each once; empty if there is no item or none in it
     */
    public List<TaskToken> tokens(String id) {
        return items.read(id).tokens();
    }

    /**
     * Decides that all tasks of an item succeed with a result. The output is recorded in the item, so put no secret
     * into it.
     *
     * @param id the item's id
     * @param output written as JSON by the responder's codec, at most 262,144 bytes in UTF-8. An output that cannot be
     *     sent fails the tasks, under the name that {@link TokenResponder#succeed} documents, and one that holds a
     *     token of the item under {@value DecisionOutcome.Rejected#OUTPUT_HOLDS_TOKEN}
     * @return what was done
     */
    public ItemAnswer succeed(String id, @Nullable Object output) {
        return decide(id, tokens -> withoutTokens(tokens, responder.prepare(output)));
    }

    /**
     * Decides that all tasks of an item succeed with JSON text, sent verbatim.
     *
     * @param id the item's id
     * @param json one JSON value, at most 262,144 bytes in UTF-8. Another text fails the tasks, under the name that
     *     {@link TokenResponder#succeedJson} documents, and one that holds a token of the item under
     *     {@value DecisionOutcome.Rejected#OUTPUT_HOLDS_TOKEN}
     * @return what was done
     */
    public ItemAnswer succeedJson(String id, String json) {
        return decide(id, tokens -> withoutTokens(tokens, responder.prepareJson(json)));
    }

    /**
     * Decides that all tasks of an item fail.
     *
     * @param id the item's id
     * @param error the error name that {@code Retry} and {@code Catch} match, cut to 256 characters
     * @param cause what a person or a {@code Catch} state reads, cut to 32,768 characters
     * @return what was done
     */
    public ItemAnswer fail(String id, String error, String cause) {
        return decide(id, tokens -> failure(tokens, new TaskFailure(error, cause)));
    }

    /**
     * Sends the recorded decision to the tasks of an item that do not have it yet.
     *
     * @param id the item's id
     * @return what was done; empty if the item has no decision, or only that of an earlier attempt
     */
    public Optional<ItemAnswer> resend(String id) {
        ItemState state = items.read(id);
        return state.decision().map(decision -> decidedBefore(id, state, decision));
    }

    private ItemAnswer decide(String id, Function<List<TaskToken>, PreparedAnswer> answer) {
        Optional<ItemDecision> tried = Optional.empty();
        for (int tries = 0; tries < TRIES; tries++) {
            ItemState state = items.read(id);
            if (state.decision().isPresent()) {
                ItemDecision decision = state.decision().get();
                boolean isMine = tried.map(state::isDecidedBy).orElse(false);
                return isMine ? recorded(id, state, decision) : decidedBefore(id, state, decision);
            }
            if (!state.isWaiting()) {
                return ItemAnswer.notWaiting();
            }
            ItemDecision mine = ItemDecision.of(answer.apply(state.tokens()), clock.instant(), state.tokens());
            if (items.record(id, state, mine)) {
                return recorded(id, state, mine);
            }
            tried = Optional.of(mine); // the response may have been lost and the call repeated
        }
        throw new StoreUnavailableException("The item changes faster than it can be decided", null);
    }

    private ItemAnswer recorded(String id, ItemState state, ItemDecision mine) {
        ItemSender.Sent sent = sender.send(id, state, mine);
        ItemAnswer.Result result = sent.isComplete() ? ItemAnswer.Result.RECORDED : ItemAnswer.Result.UNDELIVERED;
        return new ItemAnswer(result, Optional.of(mine.answer()), sent.answers());
    }

    private ItemAnswer decidedBefore(String id, ItemState state, ItemDecision decision) {
        ItemSender.Sent sent = sender.send(id, state, decision);
        return new ItemAnswer(ItemAnswer.Result.DECIDED_BEFORE, Optional.of(decision.answer()), sent.answers());
    }

    /** An output would stay in the item with the token that it holds, for whoever may read the item. */
    private PreparedAnswer withoutTokens(List<TaskToken> tokens, PreparedAnswer answer) {
        if (answer instanceof PreparedAnswer.Failure unsendable) {
            return failure(tokens, new TaskFailure(unsendable.error(), unsendable.cause()));
        }
        String output = ((PreparedAnswer.Success) answer).output();
        return tokens.stream().anyMatch(token -> token.isIn(output))
                ? new PreparedAnswer.Failure(
                        DecisionOutcome.Rejected.OUTPUT_HOLDS_TOKEN, "The output holds a token of the item")
                : answer;
    }

    /** Takes every task's token out of the texts, which stay in the item. */
    private PreparedAnswer failure(List<TaskToken> tokens, TaskFailure failure) {
        PreparedAnswer.Failure fitted = responder.prepareFailure(tokens.get(0), failure);
        for (TaskToken token : tokens) {
            fitted = responder.prepareFailure(token, new TaskFailure(fitted.error(), fitted.cause()));
        }
        return fitted;
    }

    /** Sets up {@link ItemTasks}. Setters check at once. Not thread-safe. */
    public static final class Builder {
        private final TokenResponder responder;
        private final TableCalls calls;
        private Function<String, Map<String, AttributeValue>> key = id -> Map.of();
        private String token = "taskToken";
        private String decision = "decision";
        private Optional<String> status = Optional.empty();
        private Optional<String> waiting = Optional.empty();
        private String succeeded = "SUCCEEDED";
        private String failed = "FAILED";
        private InstantSource clock = InstantSource.system();

        private Builder(TokenResponder responder, TableCalls calls) {
            this.responder = Objects.requireNonNull(responder, "responder");
            this.calls = calls;
        }

        /**
         * Sets the primary key of an id's item, for a table with a sort key, a number as key, or prefixes.
         *
         * @param key from an id to the item's key; a pure function
         * @return this builder
         */
        public Builder key(Function<String, Map<String, AttributeValue>> key) {
            this.key = Objects.requireNonNull(key, "key");
            return this;
        }

        /**
         * Sets where the tokens are.
         *
         * @param tokenAttribute the name of an attribute of type S, L or SS
         * @return this builder
         * @throws IllegalArgumentException if it is blank
         */
        public Builder tokenAttribute(String tokenAttribute) {
            this.token = notBlank("tokenAttribute", tokenAttribute);
            return this;
        }

        /**
         * Sets where the decision is recorded: a map with {@code output}, or {@code error} and {@code cause};
         * {@code at}; and {@code for}, the fingerprints of the tokens that it was made for.
         *
         * @param decisionAttribute the name of an attribute that no other program writes
         * @return this builder
         * @throws IllegalArgumentException if it is blank
         */
        public Builder decisionAttribute(String decisionAttribute) {
            this.decision = notBlank("decisionAttribute", decisionAttribute);
            return this;
        }

        /**
         * Sets which attribute shows the decision to other programs. It is moved in the same write that records the
         * decision.
         *
         * @param statusAttribute the name of an attribute of type S
         * @return this builder
         * @throws IllegalArgumentException if it is blank
         */
        public Builder statusAttribute(String statusAttribute) {
            this.status = Optional.of(notBlank("statusAttribute", statusAttribute));
            return this;
        }

        /**
         * Sets the status that an item must have to be decided, so that a program that moves it away, for instance to
         * {@code CANCELLED}, prevents a decision.
         *
         * @param waitingStatus a text
         * @return this builder
         */
        public Builder waitingStatus(String waitingStatus) {
            this.waiting = Optional.of(waitingStatus);
            return this;
        }

        /**
         * Sets the status of an item whose tasks succeed; {@code SUCCEEDED} by default.
         *
         * @param succeededStatus a text
         * @return this builder
         */
        public Builder succeededStatus(String succeededStatus) {
            this.succeeded = Objects.requireNonNull(succeededStatus, "succeededStatus");
            return this;
        }

        /**
         * Sets the status of an item whose tasks fail; {@code FAILED} by default.
         *
         * @param failedStatus a text
         * @return this builder
         */
        public Builder failedStatus(String failedStatus) {
            this.failed = Objects.requireNonNull(failedStatus, "failedStatus");
            return this;
        }

        /**
         * Sets the clock that decisions are dated by.
         *
         * @param clock the clock
         * @return this builder
         */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Builds the tasks.
         *
         * @return the tasks
         * @throws IllegalStateException if {@link #waitingStatus} is set without {@link #statusAttribute}
         */
        public ItemTasks build() {
            if (waiting.isPresent() && status.isEmpty()) {
                throw new IllegalStateException("waitingStatus needs statusAttribute");
            }
            return new ItemTasks(this);
        }

        private ItemLayout layout() {
            return new ItemLayout(key, token, decision, status, waiting, succeeded, failed);
        }

        private static String notBlank(String name, String text) {
            if (text.isBlank()) {
                throw new IllegalArgumentException("The " + name + " is blank");
            }
            return text;
        }
    }
}
