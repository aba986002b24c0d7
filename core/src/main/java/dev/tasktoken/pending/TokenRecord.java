package dev.tasktoken.pending;

import dev.tasktoken.service.WorkId;
import java.time.Instant;

/** The token, or callback id, that waits under an id, or waited as the number-th. */
record TokenRecord(String id, int number, WorkId token, PendingTaskInfo context, Instant since) {
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
