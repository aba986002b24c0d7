package dev.tasktoken.pending;

import dev.tasktoken.TaskToken;
import java.time.Instant;

/** The token that waits under an id, or waited as the number-th. */
record PendingSlot(String id, int number, TaskToken token, TaskContext context, Instant since) {
    String attempt() {
        return token.fingerprint();
    }

    RecordName name() {
        return RecordName.slot(number);
    }

    RecordName name(RecordName.Kind kind) {
        return new RecordName(kind, number, attempt());
    }
}
