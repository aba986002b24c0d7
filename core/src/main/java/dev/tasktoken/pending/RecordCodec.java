package dev.tasktoken.pending;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.CallbackId;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.internal.LogText;
import dev.tasktoken.service.WorkId;
import dev.tasktoken.service.WorkKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Writes the records of a pending task as JSON, and checks them when it reads them. */
final class RecordCodec {
    private static final int VERSION = 1;

    /** A task's token, the only kind that earlier versions know. */
    private static final String TOKEN = "token";

    private static final String CALLBACK = "callbackId";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final TokenStore.Key key;
    private final JsonNode json;

    private RecordCodec(TokenStore.Key key, JsonNode json) {
        this.key = key;
        this.json = json;
    }

    static String write(TokenRecord parked) {
        return start(parked.id(), parked.number(), parked.attempt(), parked.since(), parked.context())
                .put(
                        parked.token().kind() == WorkKind.TASK ? TOKEN : CALLBACK,
                        parked.token().value())
                .toString();
    }

    static String write(DecisionRecord decided) {
        ObjectNode json = start(decided.id(), decided.number(), decided.attempt(), decided.since(), decided.context());
        json.put("nonce", decided.nonce()).put("at", decided.at().toString());
        if (decided.decision() instanceof Decision.Success success) {
            json.put("output", success.output());
        } else if (decided.decision() instanceof Decision.Failure failure) {
            json.put("error", failure.error()).put("cause", failure.cause());
        }
        return json.toString();
    }

    /** The text of a record whose name says everything. */
    static String writeMark(String id, Instant at) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("v", VERSION)
                .put("id", id)
                .put("at", at.toString())
                .toString();
    }

    static TokenRecord readToken(TokenStore.Key key, RecordKey name, String text) {
        RecordCodec record = parse(key, text);
        WorkId token = record.token();
        if (!record.isOf(name, token.fingerprint())) {
            throw record.damaged("it is another record's");
        }
        return new TokenRecord(key.id(), name.number(), token, record.context(), record.instant("since"));
    }

    static DecisionRecord readDecision(TokenStore.Key key, RecordKey name, String text) {
        RecordCodec record = parse(key, text);
        if (!record.isOf(name, name.attempt())) {
            throw record.damaged("it is another record's");
        }
        return new DecisionRecord(
                key.id(),
                name.number(),
                name.attempt(),
                record.text("nonce"),
                record.decision(),
                record.instant("at"),
                record.context(),
                record.instant("since"));
    }

    private static ObjectNode start(String id, int number, String attempt, Instant since, PendingTaskInfo context) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("v", VERSION).put("id", id).put("number", number).put("attempt", attempt);
        json.put("since", since.toString());
        context.execution().ifPresent(text -> json.put("execution", text));
        context.state().ifPresent(text -> json.put("state", text));
        context.until().ifPresent(until -> json.put("until", until.toString()));
        context.summary().ifPresent(text -> json.put("summary", text));
        return json;
    }

    private static RecordCodec parse(TokenStore.Key key, String text) {
        RecordCodec record = new RecordCodec(key, tree(text));
        if (!record.json.isObject()) {
            throw record.damaged("it is not a JSON object");
        }
        if (record.json.path("v").asInt() != VERSION) {
            throw record.damaged("it is not of version " + VERSION);
        }
        return record;
    }

    /** Jackson's own exception would quote what it cannot read, which may be a token. */
    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    private boolean isOf(RecordKey name, String attempt) {
        return text("id").equals(key.id())
                && json.path("number").asInt() == name.number()
                && text("attempt").equals(attempt);
    }

    /** A decision does not depend on the handler that parked it. */
    private WorkId token() {
        try {
            return json.has(CALLBACK)
                    ? CallbackId.of(text(CALLBACK)).unrevoked()
                    : TaskToken.of(text(TOKEN)).unrevoked();
        } catch (InvalidTaskTokenException e) {
            throw damaged("its token is not a task token");
        }
    }

    private Decision decision() {
        return json.has("output")
                ? new Decision.Success(text("output"))
                : new Decision.Failure(text("error"), text("cause"));
    }

    private PendingTaskInfo context() {
        Optional<Instant> until = json.has("until") ? Optional.of(instant("until")) : Optional.empty();
        return new PendingTaskInfo(optional("execution"), optional("state"), until, optional("summary"));
    }

    private Optional<String> optional(String field) {
        return json.has(field) ? Optional.of(text(field)) : Optional.empty();
    }

    private Instant instant(String field) {
        try {
            return Instant.parse(text(field));
        } catch (DateTimeException e) {
            throw damaged("its \"" + field + "\" is not a time");
        }
    }

    private String text(String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw damaged("its \"" + field + "\" is missing");
        }
        return value.textValue();
    }

    private DamagedRecordException damaged(String why) {
        return new DamagedRecordException("The record " + key.name() + " of the pending task "
                + LogText.text(key.id(), 100) + " is damaged: " + why);
    }
}
