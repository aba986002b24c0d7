package dev.tasktoken.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a container is started with: its environment and the options of its command, read as attributes. */
final class ContainerCall {
    private ContainerCall() {}

    static SentMessage message(JsonNode overrides) {
        SentMessage.Builder started = new SentMessage.Builder("{}").part(overrides.path("Environment"));
        overrides.path("Environment").forEach(variable -> {
            String name = variable.path("Name").asText();
            started.attribute(name, null, variable.path("Value").textValue());
        });
        addOptions(overrides.path("Command"), started);
        return started.build();
    }

    /** {@code --task-token VALUE} and {@code --task-token=VALUE}. */
    private static void addOptions(JsonNode command, SentMessage.Builder started) {
        List<JsonNode> arguments = new ArrayList<>();
        command.forEach(arguments::add);
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i).asText();
            int equals = argument.indexOf('=');
            if (!argument.startsWith("-")) {
                continue;
            }
            if (equals > 0) {
                started.part(arguments.get(i))
                        .attribute(argument.substring(0, equals), null, argument.substring(equals + 1));
            } else if (i + 1 < arguments.size()
                    && !arguments.get(i + 1).asText().startsWith("-")) {
                JsonNode value = arguments.get(++i);
                started.part(value).attribute(argument, null, value.asText());
            }
        }
    }
}
