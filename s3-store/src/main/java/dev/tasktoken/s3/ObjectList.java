package dev.tasktoken.s3;

import dev.tasktoken.pending.TokenStore.Area;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists the keys of a bucket, and the ids in them. */
final class ObjectList {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectList.class);

    private final S3Client client;
    private final String bucket;
    private final ObjectKeys keys;

    ObjectList(S3Client client, String bucket, ObjectKeys keys) {
        this.client = client;
        this.bucket = bucket;
        this.keys = keys;
    }

    /** Lists the keys with a prefix, page by page. */
    Stream<String> under(String prefix) {
        return keys(new ObjectPages(client, bucket, prefix, null));
    }

    /** Lists the keys with a prefix that sort behind a key. */
    Stream<String> under(String prefix, String after) {
        return keys(new ObjectPages(client, bucket, prefix, after));
    }

    private static Stream<String> keys(ObjectPages pages) {
        return StreamSupport.stream(pages, false)
                .flatMap(page -> page.contents().stream())
                .map(S3Object::key);
    }

    Stream<String> ids(Area area) {
        return under(keys.under(area))
                .flatMap(object -> keys.segment(area, object).flatMap(segment -> id(segment, object)).stream());
    }

    /** Returns the id of a segment; empty if the object was deleted meanwhile, or is not ours. */
    Optional<String> id(String segment, String object) {
        return IdSegment.isDigest(segment) ? idInMetadata(segment, object) : IdSegment.id(segment);
    }

    private Optional<String> idInMetadata(String segment, String object) {
        Optional<Map<String, String>> metadata = metadata(object);
        Optional<String> id = metadata.flatMap(values -> IdMetadata.id(values, segment));
        if (metadata.isPresent() && id.isEmpty()) {
            LOG.warn("Skipped the object {}: its metadata does not hold the id of its key, so it was changed", object);
        }
        return id;
    }

    /** Returns an object's metadata; empty if the object was deleted meanwhile. */
    private Optional<Map<String, String>> metadata(String object) {
        try {
            return Optional.of(
                    client.headObject(head -> head.bucket(bucket).key(object)).metadata());
        } catch (RuntimeException e) {
            if (S3Errors.isNoObject(e)) {
                return Optional.empty();
            }
            throw S3Errors.exception(e, Operation.HEAD_OBJECT, bucket, "");
        }
    }
}
