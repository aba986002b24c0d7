package dev.tasktoken.fuzz;

import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** What the service says to an answer. */
enum ServiceAnswer {
    ACCEPTED,
    CLOSED,
    UNKNOWN_TOKEN,
    NOT_PERMITTED;

    /** Whether the task is closed then, for certain. */
    boolean isFinal() {
        return this == ACCEPTED || this == CLOSED;
    }

    void give() {
        switch (this) {
            case ACCEPTED -> {}
            case CLOSED -> throw TaskTimedOutException.builder().statusCode(400).build();
            case UNKNOWN_TOKEN ->
                throw InvalidTokenException.builder().statusCode(400).build();
            case NOT_PERMITTED -> throw SfnException.builder().statusCode(403).build();
        }
    }
}
