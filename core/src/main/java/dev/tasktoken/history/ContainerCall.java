package dev.tasktoken.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.delivery.Delivery;
import java.util.ArrayList;
import java.util.List;

/** What a container is started with: its environment and the options of its command, read as attributes. */
final class ContainerCall {
    private ContainerCall() {}

    static Delivery delivery(JsonNode overrides) {
        Delivery.Builder started = Delivery.builder("{}");
        overrides.path("Environment").forEach(variable -> {
            String name = variable.path("Name").asText();
            started.attribute(name, null, variable.path("Value").textValue());
        });
        addOptions(overrides.path("Command"), started);
        return started.build();
    }

    /** {@code --task-token VALUE} and {@code --task-token=VALUE}. */
    private static void addOptions(JsonNode command, Delivery.Builder started) {
        List<String> arguments = new ArrayList<>();
        command.forEach(argument -> arguments.add(argument.asText()));
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            if (!argument.startsWith("-")) {
                continue;
            }
            if (equals > 0) {
                started.attribute(argument.substring(0, equals), argument.substring(equals + 1));
            } else if (i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("-")) {
                started.attribute(argument, arguments.get(++i));
            }
        }
    }
}
