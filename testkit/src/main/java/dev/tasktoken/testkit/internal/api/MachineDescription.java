package dev.tasktoken.testkit.internal.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.definitions.MachineSettings;
import dev.tasktoken.testkit.internal.definitions.Revision;
import dev.tasktoken.testkit.internal.definitions.StateMachine;
import dev.tasktoken.testkit.internal.values.Json;

/** What the API says of a state machine. */
final class MachineDescription {
    private MachineDescription() {}

    /** A machine in a list. */
    static ObjectNode summary(StateMachine machine) {
        return Json.object()
                .put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("type", "STANDARD")
                .set("creationDate", Json.timestamp(machine.created()));
    }

    /** A machine as it is now. */
    static ObjectNode of(StateMachine machine) {
        ObjectNode description = summary(machine).put("status", "ACTIVE");
        return describe(machine.revision(), description);
    }

    /** A machine as it was when an execution was started. */
    static ObjectNode forExecution(StateMachine machine) {
        ObjectNode description =
                Json.object().put("stateMachineArn", machine.arn()).put("name", machine.name());
        description.set("updateDate", Json.timestamp(machine.revision().since()));
        return describe(machine.revision(), description);
    }

    private static ObjectNode describe(Revision revision, ObjectNode description) {
        MachineSettings settings = revision.settings();
        description.put("definition", settings.definition()).put("roleArn", settings.roleArn());
        description.set("loggingConfiguration", settings.logging());
        description.set("tracingConfiguration", settings.tracing());
        description.set("encryptionConfiguration", settings.encryption());
        revision.id().ifPresent(id -> description.put("revisionId", id));
        addReferences(revision, description);
        return description;
    }

    /** There is no member without a reference (recorded). */
    private static void addReferences(Revision revision, ObjectNode description) {
        ObjectNode references = Json.object();
        revision.variableReferences().forEach((state, names) -> {
            ArrayNode list = references.putArray(state);
            names.forEach(list::add);
        });
        if (!references.isEmpty()) {
            description.set("variableReferences", references);
        }
    }
}
