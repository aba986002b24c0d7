package dev.tasktoken.cli;

import dev.tasktoken.AnswerOutcome;
import dev.tasktoken.TaskStatus;
import dev.tasktoken.cli.Answering.Outcome;

/** What the library says of an answer, in words. */
final class Outcomes {
    private Outcomes() {}

    /** An answer that is unconfirmed closed its task, or another one did: the task does not wait any more. */
    static Outcome of(AnswerOutcome outcome) {
        return switch (outcome) {
            case ACCEPTED -> new Outcome("accepted", true);
            case UNCONFIRMED -> new Outcome("unconfirmed", true);
            case ALREADY_CLOSED -> new Outcome("already closed", false);
        };
    }

    static Outcome of(TaskStatus status) {
        return switch (status) {
            case OPEN -> new Outcome("open", true);
            case CLOSED -> new Outcome("already closed", false);
            case UNKNOWN -> new Outcome("unknown", false);
        };
    }
}
