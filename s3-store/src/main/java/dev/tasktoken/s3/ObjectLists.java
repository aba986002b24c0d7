package dev.tasktoken.s3;

import dev.tasktoken.TaskTokenException;
import dev.tasktoken.pending.ListPage;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/** Reads the lists that {@link ListEntries} describes, and removes entries of tasks that have ended. */
final class ObjectLists {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectLists.class);

    /** A caller's clock may be wrong, and an entry that is removed does not return. */
    private static final Duration FOR_CLOCKS = Duration.ofHours(1);

    /** As many as one request lists. */
    private static final int MOST_WALKED = 1_000;

    private static final int MOST_REMOVED = 50;

    private final S3Client client;
    private final String bucket;
    private final ListEntries entries;
    private final ObjectList objects;

    ObjectLists(S3Client client, String bucket, ObjectKeys keys, ObjectList objects) {
        this.client = client;
        this.bucket = bucket;
        this.entries = new ListEntries(keys);
        this.objects = objects;
    }

    /** Walks over so many entries at most, so that a page ends even if a million tasks before it have ended. */
    ListPage page(ListQuery query) {
        List<ListedRecord> records = new ArrayList<>();
        int walked = 0;
        int ended = 0;
        Iterator<String> found = objects.under(entries.under(query.listing()), entries.start(query))
                .iterator();
        while (found.hasNext()) {
            ListEntries.Entry entry =
                    entries.entry(query.listing(), found.next()).orElse(null);
            if (entry == null) {
                continue;
            }
            if (ListEntries.isBehind(entry, query)) {
                break;
            }
            if (!entry.isOver(query.now()) && records.size() == query.limit()) {
                return new ListPage(records, Optional.of(records.get(records.size() - 1)));
            }
            Optional<ListedRecord> record = record(entry, query);
            if (entry.isOver(query.now())) {
                removeSome(entry, query, ++ended);
            } else {
                record.ifPresent(records::add);
            }
            if (++walked >= MOST_WALKED && record.isPresent()) {
                return new ListPage(records, record);
            }
        }
        return new ListPage(records, Optional.empty());
    }

    private Optional<ListedRecord> record(ListEntries.Entry entry, ListQuery query) {
        return objects.id(entry.segment(), entry.objectKey())
                .map(id -> new TokenStore.Key(query.listing().area(), id, entry.name()))
                .map(key -> new ListedRecord(key, entry.place()));
    }

    /** Removes the first few entries of ended tasks. Somebody who may only look at lists must not fail for that. */
    private void removeSome(ListEntries.Entry ended, ListQuery query, int number) {
        Instant longAgo = Instant.now().minus(FOR_CLOCKS);
        if (number > MOST_REMOVED
                || !ended.isOver(longAgo)
                || !ended.isOver(query.now().minus(FOR_CLOCKS))) {
            return;
        }
        try {
            entries.of(ended, query.listing().area()).forEach(this::delete);
        } catch (TaskTokenException e) {
            LOG.debug("The entry of an ended task stays in its list: {}", e.getMessage());
        }
    }

    void remove(ListedRecord gone) {
        entries.of(gone).forEach(this::delete);
    }

    List<String> keys(ListedRecord record) {
        return entries.of(record);
    }

    private void delete(String objectKey) {
        try {
            client.deleteObject(delete -> delete.bucket(bucket).key(objectKey));
        } catch (RuntimeException e) {
            if (!S3Errors.isNoObject(e)) {
                throw S3Errors.exception(e, Operation.DELETE_OBJECT, bucket, "");
            }
        }
    }
}
