package dev.tasktoken.s3;

import dev.tasktoken.TaskTokenException;
import dev.tasktoken.internal.HtmlResponseException;
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

    ListPage page(ListQuery query) {
        List<ListedRecord> records = new ArrayList<>();
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
            if (entry.isOver(query.now())) {
                remove(entry, query);
                continue;
            }
            if (records.size() == query.limit()) {
                return new ListPage(records, Optional.of(records.get(records.size() - 1)));
            }
            objects.id(entry.segment(), entry.objectKey())
                    .map(id -> new TokenStore.Key(query.listing().area(), id, entry.name()))
                    .ifPresent(key -> records.add(new ListedRecord(key, entry.place())));
        }
        return new ListPage(records, Optional.empty());
    }

    /** Somebody who may only look at lists must not fail for that. */
    private void remove(ListEntries.Entry ended, ListQuery query) {
        Instant now = Instant.now();
        if (!ended.isOver(now.minus(FOR_CLOCKS)) || !ended.isOver(query.now().minus(FOR_CLOCKS))) {
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
            HtmlResponseException.refuse(
                    client.deleteObject(delete -> delete.bucket(bucket).key(objectKey)));
        } catch (RuntimeException e) {
            if (!S3Errors.isNoObject(e)) {
                throw S3Errors.exception(e, Operation.DELETE_OBJECT, bucket, "");
            }
        }
    }
}
