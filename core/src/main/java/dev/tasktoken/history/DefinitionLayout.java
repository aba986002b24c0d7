package dev.tasktoken.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For each state of a definition, the state of the outermost level that it is in. Names are unique in a definition. */
record DefinitionLayout(Map<String, String> outermost) {
    /** Of a definition that nobody may read. */
    static final DefinitionLayout UNKNOWN = new DefinitionLayout(Map.of());

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static DefinitionLayout of(@Nullable String definition) {
        if (definition == null) {
            return UNKNOWN;
        }
        try {
            Map<String, String> outermost = new HashMap<>();
            MAPPER.readTree(definition)
                    .path("States")
                    .properties()
                    .forEach(state -> add(state.getKey(), state.getValue(), state.getKey(), outermost));
            return new DefinitionLayout(Map.copyOf(outermost));
        } catch (JsonProcessingException e) {
            return UNKNOWN;
        }
    }

    private static void add(String name, JsonNode state, String outer, Map<String, String> outermost) {
        outermost.put(name, outer);
        state.path("Branches").forEach(branch -> addInner(branch, outer, outermost));
        List.of("ItemProcessor", "Iterator").forEach(field -> addInner(state.path(field), outer, outermost));
    }

    private static void addInner(JsonNode branch, String outer, Map<String, String> outermost) {
        branch.path("States").properties().forEach(state -> add(state.getKey(), state.getValue(), outer, outermost));
    }

    @Nullable String outermost(@Nullable String state) {
        return state == null ? null : outermost.get(state);
    }
}
