package dev.tasktoken.pending.internal;

import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.service.WorkId;
import java.time.Instant;
import java.util.Optional;

/** The token, or callback id, that waits under an id, or waited as the number-th. */
public record TokenRecord(String id, int number, WorkId token, PendingTaskInfo context, Instant since) {
    public String attempt() {
        return token.fingerprint();
    }

    /** Where it stands in the lists. */
    public ListedRecord listed() {
        return new ListedRecord(name().under(id), new ListPlace(since, context.until()));
    }

    public PendingTask task() {
        return new PendingTask(id, attempt(), context, since, Optional.empty());
    }

    public RecordKey name() {
        return RecordKey.parked(number);
    }

    public RecordKey name(RecordKey.Kind kind) {
        return new RecordKey(kind, number, attempt());
    }
}
