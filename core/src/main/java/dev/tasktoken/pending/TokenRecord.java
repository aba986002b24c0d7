package dev.tasktoken.pending;

import dev.tasktoken.TaskToken;
import java.time.Instant;

/** The token that waits under an id, or waited as the number-th. */
record TokenRecord(String id, int number, TaskToken token, PendingTaskInfo context, Instant since) {
    String attempt() {
        return token.fingerprint();
    }

    RecordKey name() {
        return RecordKey.parked(number);
    }

    RecordKey name(RecordKey.Kind kind) {
        return new RecordKey(kind, number, attempt());
    }
}
