package dev.tasktoken.s3;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** The pages of a listing. Requests each page only when a reader needs it. */
final class ObjectPages extends Spliterators.AbstractSpliterator<ListObjectsV2Response> {
    private final Iterator<ListObjectsV2Response> pages;
    private final String bucket;

    /** After a key: S3 lists only keys that sort behind it. */
    ObjectPages(S3Client client, String bucket, String prefix, @Nullable String after) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.bucket = bucket;
        this.pages = client.listObjectsV2Paginator(
                        list -> list.bucket(bucket).prefix(prefix).startAfter(after))
                .iterator();
    }

    @Override
    public boolean tryAdvance(Consumer<? super ListObjectsV2Response> action) {
        ListObjectsV2Response page = next();
        if (page == null) {
            return false;
        }
        action.accept(page);
        return true;
    }

    private @Nullable ListObjectsV2Response next() {
        try {
            return pages.hasNext() ? pages.next() : null;
        } catch (RuntimeException e) {
            throw S3Errors.exception(e, Operation.LIST_OBJECTS, bucket, "");
        }
    }
}
