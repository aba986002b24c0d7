package dev.tasktoken.pending.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.CallbackId;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.service.WorkId;
import dev.tasktoken.service.WorkKind;
import java.time.Instant;

/** Writes the records of a pending task as JSON, and checks them when it reads them. */
public final class RecordCodec {
    /** A task's token, the only kind that earlier versions know. */
    private static final String TOKEN = "token";

    private static final String CALLBACK = "callbackId";

    private RecordCodec() {}

    public static String write(TokenRecord parked) {
        ObjectNode json = start(parked.id(), parked.number(), parked.attempt());
        json.put("since", parked.since().toString());
        InfoCodec.write(parked.context(), json);
        return json.put(
                        parked.token().kind() == WorkKind.TASK ? TOKEN : CALLBACK,
                        parked.token().value())
                .toString();
    }

    public static String write(DecisionRecord decided) {
        ObjectNode json = start(decided.id(), decided.number(), decided.attempt());
        json.put("since", decided.since().toString());
        InfoCodec.write(decided.context(), json);
        json.put("nonce", decided.nonce()).put("at", decided.at().toString());
        write(decided.decision(), json);
        decided.by().ifPresent(person -> VoteCodec.write(person, json.putObject("by")));
        decided.votes()
                .forEach(vote -> VoteCodec.write(vote, json.withArray("votes").addObject()));
        return json.toString();
    }

    /** Whether a text quotes the task's token in any spelling; it is then not recorded. */
    public static boolean holdsToken(String text, TokenRecord parked) {
        return parked.token().isIn(text);
    }

    public static ObjectNode start(String id, int number, String attempt) {
        return RecordJson.start(id).put("number", number).put("attempt", attempt);
    }

    public static void write(Decision decision, ObjectNode json) {
        if (decision instanceof Decision.Success success) {
            json.put("output", success.output());
        } else if (decision instanceof Decision.Failure failure) {
            json.put("error", failure.error()).put("cause", failure.cause());
        }
    }

    /** The text of a record whose name says everything. */
    public static String writeMark(String id, Instant at) {
        return RecordJson.start(id).put("at", at.toString()).toString();
    }

    /** When a mark was written. */
    public static Instant readMark(TokenStore.Key key, String text) {
        return RecordJson.parse(key, text).instant("at");
    }

    public static TokenRecord readToken(TokenStore.Key key, RecordKey name, String text) {
        RecordJson record = RecordJson.parse(key, text);
        WorkId token = token(record);
        requireOf(name, token.fingerprint(), record);
        return new TokenRecord(key.id(), name.number(), token, InfoCodec.read(record), record.instant("since"));
    }

    public static DecisionRecord readDecision(TokenStore.Key key, RecordKey name, String text) {
        RecordJson record = RecordJson.parse(key, text);
        requireOf(name, name.attempt(), record);
        return new DecisionRecord(
                key.id(),
                name.number(),
                name.attempt(),
                record.text("nonce"),
                readDecision(record),
                record.instant("at"),
                record.object("by").map(VoteCodec::readPerson),
                record.objects("votes").stream().map(VoteCodec::readVote).toList(),
                InfoCodec.read(record),
                record.instant("since"));
    }

    public static void requireOf(RecordKey name, String attempt, RecordJson record) {
        boolean isOf = record.number("number") == name.number()
                && record.text("attempt").equals(attempt);
        if (!isOf) {
            throw record.isAnothers();
        }
    }

    public static Decision readDecision(RecordJson record) {
        return record.has("output")
                ? new Decision.Success(record.text("output"))
                : new Decision.Failure(record.text("error"), record.text("cause"));
    }

    /** A decision does not depend on the handler that parked it. */
    private static WorkId token(RecordJson record) {
        try {
            return record.has(CALLBACK)
                    ? CallbackId.of(record.text(CALLBACK)).unrevoked()
                    : TaskToken.of(record.text(TOKEN)).unrevoked();
        } catch (InvalidTaskTokenException e) {
            throw record.damaged("its token is not a task token");
        }
    }
}
