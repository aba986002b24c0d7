package dev.tasktoken.testkit.internal.definitions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.values.Json;

/**
 * What can be set of a state machine when it is created and when it is updated. The three configurations are described
 * as they were set, and have no effect.
 *
 * @param definition the definition's text
 */
public record MachineSettings(
        String definition, String roleArn, ObjectNode logging, ObjectNode tracing, ObjectNode encryption) {

    /** The configurations that a machine has by itself (recorded). */
    public static MachineSettings initial() {
        return new MachineSettings(
                "",
                "",
                Json.object().put("includeExecutionData", false).put("level", "OFF"),
                Json.object().put("enabled", false),
                Json.object().put("type", "AWS_OWNED_KEY"));
    }

    /** Whether creating a machine with these settings again is no change: the role is not asked (API reference). */
    public boolean isSameMachine(MachineSettings other) {
        return equals(new MachineSettings(other.definition, roleArn, other.logging, other.tracing, other.encryption));
    }
}
