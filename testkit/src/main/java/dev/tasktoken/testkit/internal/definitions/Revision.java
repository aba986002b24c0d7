package dev.tasktoken.testkit.internal.definitions;

import dev.tasktoken.testkit.internal.expressions.VariableReferences;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What a state machine runs by since it was created or updated.
 *
 * @param id the revision's id; the first revision has none (API reference, UpdateStateMachine)
 * @param since when it was made
 * @param settings what the caller set
 * @param definition the definition among them, as it was read
 */
public record Revision(Optional<String> id, Instant since, MachineSettings settings, Definition definition) {
    /** The variables that states read, by the states' names. */
    public Map<String, SortedSet<String>> variableReferences() {
        return VariableReferences.of(settings.definition());
    }
}
