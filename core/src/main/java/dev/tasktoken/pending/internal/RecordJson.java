package dev.tasktoken.pending.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.internal.LogText;
import dev.tasktoken.pending.DamagedRecordException;
import dev.tasktoken.pending.TokenStore;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The JSON of a stored record, or of an object in it. Checks what it reads, and quotes none of it. */
public final class RecordJson {
    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final TokenStore.Key key;
    private final JsonNode json;

    private RecordJson(TokenStore.Key key, JsonNode json) {
        this.key = key;
        this.json = json;
    }

    public static ObjectNode start(String id) {
        return JsonNodeFactory.instance.objectNode().put("v", VERSION).put("id", id);
    }

    public static RecordJson parse(TokenStore.Key key, String text) {
        RecordJson record = new RecordJson(key, tree(text));
        if (!record.json.isObject()) {
            throw record.damaged("it is not a JSON object");
        }
        if (record.json.path("v").asInt() != VERSION) {
            throw record.damaged("it is not of version " + VERSION);
        }
        if (!record.text("id").equals(key.id())) {
            throw record.isAnothers();
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

    public JsonNode node(String field) {
        return json.path(field);
    }

    boolean has(String field) {
        return json.has(field);
    }

    int number(String field) {
        return json.path(field).asInt();
    }

    public Optional<String> optional(String field) {
        return has(field) ? Optional.of(text(field)) : Optional.empty();
    }

    public Instant instant(String field) {
        try {
            return Instant.parse(text(field));
        } catch (DateTimeException e) {
            throw damaged("its \"" + field + "\" is not a time");
        }
    }

    public String text(String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw damaged("its \"" + field + "\" is missing");
        }
        return value.textValue();
    }

    /** Texts of an array; none if it is missing. */
    public List<String> texts(String field) {
        return json.path(field).valueStream().map(JsonNode::asText).toList();
    }

    public Optional<RecordJson> object(String field) {
        return json.path(field).isObject() ? Optional.of(new RecordJson(key, json.path(field))) : Optional.empty();
    }

    public List<RecordJson> objects(String field) {
        return json.path(field)
                .valueStream()
                .map(element -> new RecordJson(key, element))
                .toList();
    }

    /** Makes what was stored; a value that the type refuses is damage. */
    <T> T value(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw damaged("a value of it is not allowed");
        }
    }

    public DamagedRecordException isAnothers() {
        return damaged("it is another record's");
    }

    public DamagedRecordException damaged(String why) {
        return new DamagedRecordException("The record " + key.name() + " of the pending task "
                + LogText.text(key.id(), 100) + " is damaged: " + why);
    }
}
