package dev.tasktoken.testkit.internal.definitions;

import java.time.Instant;

/** A state machine as it is now. An execution keeps the revision that it was started with. */
public record StateMachine(String arn, String name, Instant created, Revision revision) {
    public Definition definition() {
        return revision.definition();
    }

    public String roleArn() {
        return revision.settings().roleArn();
    }

    /** The same machine with other settings. */
    public StateMachine with(Revision other) {
        return new StateMachine(arn, name, created, other);
    }
}
