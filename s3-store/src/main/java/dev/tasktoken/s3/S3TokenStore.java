package dev.tasktoken.s3;

import dev.tasktoken.internal.HtmlResponseException;
import dev.tasktoken.pending.ListPage;
import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.TokenStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * Keeps pending tasks in an S3 bucket, with one object for each record. It writes each object once with
 * {@code If-None-Match} and never overwrites it. So exactly one of any number of processes creates a record, without a
 * lock or a database.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>keys begin with {@value #DEFAULT_PREFIX}, {@link Builder#prefix}
 *   <li>objects are encrypted with the bucket's default encryption, {@link Builder#sseKms}
 * </ul>
 *
 * <p><b>Requests.</b> {@link #create}, {@link #read} and {@link #delete} make one request each. A record in lists takes
 * one more when it is created and one when it is deleted for each list: parking a task with a deadline makes three
 * writes, and answering it deletes three objects. {@link #names} makes one per 1,000 records of the id. {@link #ids}
 * makes one per 1,000 records of the area, and one more for each record whose id takes more than 200 characters in a
 * key. {@link #list} makes one, and one for each such id on the page. {@link #readAll} makes one for each record, eight
 * at a time, so that a page of {@link dev.tasktoken.pending.PendingTasks#page} with 25 tasks takes 101 requests, most
 * of them {@code GetObject}, however many tasks wait. Entries of tasks whose deadline passed more than an hour ago are
 * deleted when a page meets them, fifty a page; a page that meets a thousand ends there and names the next one.
 * {@link #create} retries up to five times, after short pauses, while S3 answers 409
 * ({@code ConditionalRequestConflict}: another operation on the same key is in progress).
 *
 * <p><b>The result of {@link #create}.</b> If the response to a write is lost, the SDK repeats the write and finds the
 * object there. Then {@link #create} returns false although this call wrote the record.
 * {@link dev.tasktoken.pending.PendingTasks} reads the record back and compares.
 *
 * <p><b>Permissions.</b> {@code s3:PutObject}, {@code s3:GetObject} and {@code s3:DeleteObject} on the keys,
 * {@code s3:ListBucket} on the bucket (without it, S3 answers 403 for an object that does not exist); with a KMS key
 * {@code kms:GenerateDataKey} and {@code kms:Decrypt} on it.
 *
 * <p><b>The bucket.</b> A token is enough to answer a task, so anybody who can read
 * {@value #DEFAULT_PREFIX}{@code tokens/} can decide. Grant that to the deciding functions only, and leave S3's Block
 * Public Access on. The store does not write to S3 how long to keep a record. Use a lifecycle rule to remove tokens of
 * tasks that were never answered, and old decisions. A bucket with versioning keeps deleted objects, so the tokens need
 * {@code NoncurrentVersionExpiration}; without versioning it has no effect. Keep decisions longer than tokens: a token
 * whose decision is gone waits again and can be decided differently. Votes, and the events that tasks wait for, are
 * stored with the decisions. Without them a task is not found by its event. If no task waits for a year, lower both
 * numbers together: tokens to the longest wait and 7 days, decisions to a day more. With the default prefix:
 *
 * <pre>{@code
 * {"Rules": [
 *   {"ID": "tokens", "Status": "Enabled", "Filter": {"Prefix": "tasktoken/tokens"},
 *    "Expiration": {"Days": 366}, "NoncurrentVersionExpiration": {"NoncurrentDays": 1}},
 *   {"ID": "decisions", "Status": "Enabled", "Filter": {"Prefix": "tasktoken/decisions"},
 *    "Expiration": {"Days": 367}, "NoncurrentVersionExpiration": {"NoncurrentDays": 1}}
 * ]}
 * }</pre>
 *
 * <p><b>Keys.</b> Ids are part of the keys, and short ones are readable. So ids appear in S3's access logs; put no
 * personal data into them. The store ignores other objects under the prefix.
 *
 * <p>Every method throws {@link dev.tasktoken.StoreUnavailableException} if a request fails after the client's retries
 * and timeouts, or if the client is closed. The same exception follows an interrupt, with the interrupt flag restored.
 * Every method throws {@link dev.tasktoken.pending.StoreNotPermittedException} for a missing permission, bucket or KMS
 * key. Immutable and thread-safe; the caller closes the client.
 *
 * <pre>{@code
 * TokenStore store = S3TokenStore.of(S3Client.create(), "orders-waiting");
 * PendingTasks pending = PendingTasks.of(TokenResponder.create(), store);
 * }</pre>
 */
public final class S3TokenStore implements TokenStore {
    /** The default prefix of all keys. */
    public static final String DEFAULT_PREFIX = "tasktoken/";

    private static final int MAX_CONFLICTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

    /** The longest text that {@link #create} is given. A longer object is not a record; its text is truncated. */
    private static final int MAX_TEXT_BYTES = 2 * 1024 * 1024;

    private final S3Client client;
    private final String bucket;
    private final ObjectKeys keys;
    private final @Nullable ServerSideEncryption encryption;
    private final @Nullable String kmsKeyId;
    private final ObjectList objects;
    private final ObjectLists lists;

    private S3TokenStore(Builder builder) {
        this.client = builder.client;
        this.bucket = builder.bucket;
        this.keys = builder.keys;
        this.encryption = builder.encryption;
        this.kmsKeyId = builder.kmsKeyId;
        this.objects = new ObjectList(client, bucket, keys);
        this.lists = new ObjectLists(client, bucket, keys, objects);
    }

    /**
     * Returns a store with the defaults listed above.
     *
     * @param client a client of the bucket's Region; the caller closes it
     * @param bucket the bucket's name
     * @return the store
     * @throws IllegalArgumentException if the name is blank
     */
    public static S3TokenStore of(S3Client client, String bucket) {
        return builder(client, bucket).build();
    }

    /**
     * Returns a builder with the defaults listed above.
     *
     * @param client a client of the bucket's Region; the caller closes it
     * @param bucket the bucket's name
     * @return the builder
     * @throws IllegalArgumentException if the name is blank
     */
    public static Builder builder(S3Client client, String bucket) {
        return new Builder(client, bucket);
    }

    @Override
    public boolean create(Key key, String text, Duration keep, Optional<ListPlace> place) {
        Objects.requireNonNull(keep, "keep");
        boolean created = createObject(key, text);
        if (place.isPresent() && (created || read(key).filter(text::equals).isPresent())) {
            enlist(new ListedRecord(key, place.get()));
        }
        return created;
    }

    @Override
    public void enlist(ListedRecord there) {
        lists.keys(there).forEach(entry -> putEntry(entry, there.key()));
    }

    private void putEntry(String entry, Key key) {
        try {
            HtmlResponseException.refuse(client.putObject(request(entry, key).build(), RequestBody.empty()));
        } catch (RuntimeException e) {
            throw S3Errors.exception(e, Operation.PUT_OBJECT, bucket, "");
        }
    }

    private boolean createObject(Key key, String text) {
        PutObjectRequest request = request(keys.of(key), key).ifNoneMatch("*").build();
        RequestBody body = RequestBody.fromString(text, StandardCharsets.UTF_8);
        for (int conflicts = 0; ; conflicts++) {
            try {
                HtmlResponseException.refuse(client.putObject(request, body));
                return true;
            } catch (RuntimeException e) {
                if (S3Errors.isStatus(e, 412)) {
                    return false;
                }
                if (!S3Errors.isStatus(e, 409) || conflicts == MAX_CONFLICTS) {
                    throw S3Errors.exception(e, Operation.PUT_OBJECT, bucket, text);
                }
                backOff(conflicts);
            }
        }
    }

    @Override
    public Optional<String> read(Key key) {
        GetObjectRequest request =
                GetObjectRequest.builder().bucket(bucket).key(keys.of(key)).build();
        try {
            return Optional.of(client.getObject(request, new BoundedText(MAX_TEXT_BYTES)));
        } catch (RuntimeException e) {
            if (S3Errors.isNoObject(e)) {
                return Optional.empty();
            }
            throw S3Errors.exception(e, Operation.GET_OBJECT, bucket, "");
        }
    }

    @Override
    public void delete(Key key) {
        try {
            HtmlResponseException.refuse(
                    client.deleteObject(delete -> delete.bucket(bucket).key(keys.of(key))));
        } catch (RuntimeException e) {
            if (!S3Errors.isNoObject(e)) {
                throw S3Errors.exception(e, Operation.DELETE_OBJECT, bucket, "");
            }
        }
    }

    @Override
    public ListPage list(ListQuery query) {
        return lists.page(query);
    }

    @Override
    public void unlist(ListedRecord gone) {
        lists.remove(gone);
    }

    @Override
    public Map<Key, String> readAll(Set<Key> keys) {
        return new ConcurrentReads(this::read).of(keys);
    }

    @Override
    public Set<String> names(Area area, String id) {
        return objects.under(keys.under(area, id))
                .flatMap(object -> keys.name(area, id, object).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Stream<String> ids(Area area) {
        return objects.ids(area);
    }

    private PutObjectRequest.Builder request(String objectKey, Key key) {
        return PutObjectRequest.builder()
                .bucket(bucket)
                .key(objectKey)
                .contentType("application/json")
                .metadata(IdMetadata.of(key.id()))
                .serverSideEncryption(encryption)
                .ssekmsKeyId(kmsKeyId);
    }

    private void backOff(int conflicts) {
        try {
            Thread.sleep(FIRST_PAUSE.toMillis() << conflicts);
        } catch (InterruptedException e) {
            AbortedException aborted = AbortedException.create("Interrupted before a retry", e);
            throw S3Errors.exception(aborted, Operation.PUT_OBJECT, bucket, "");
        }
    }

    /** Builds an {@link S3TokenStore}. Not thread-safe. */
    public static final class Builder {
        private final S3Client client;
        private final String bucket;
        private ObjectKeys keys = new ObjectKeys(DEFAULT_PREFIX);
        private @Nullable ServerSideEncryption encryption;
        private @Nullable String kmsKeyId;

        private Builder(S3Client client, String bucket) {
            this.client = Objects.requireNonNull(client, "client");
            this.bucket = notBlank("bucket", bucket);
        }

        /**
         * Sets the prefix of all keys, so that one bucket can hold the tasks of several applications, and other
         * objects.
         *
         * @param prefix empty, or segments of letters, digits and {@code !_.*'()-} that each end with a slash, at most
         *     256 characters together
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder prefix(String prefix) {
            this.keys = new ObjectKeys(prefix);
            return this;
        }

        /**
         * Encrypts objects with S3's own keys (SSE-S3). Each write names the encryption, which some bucket policies
         * require.
         *
         * @return this builder
         */
        public Builder sseS3() {
            this.encryption = ServerSideEncryption.AES256;
            this.kmsKeyId = null;
            return this;
        }

        /**
         * Encrypts objects with a KMS key (SSE-KMS), so that reading a token needs permission to use the key, too.
         *
         * @param keyId the key's id or ARN, or an alias of it; an ARN if it belongs to another account
         * @return this builder
         * @throws IllegalArgumentException if it is blank
         */
        public Builder sseKms(String keyId) {
            this.kmsKeyId = notBlank("keyId", keyId);
            this.encryption = ServerSideEncryption.AWS_KMS;
            return this;
        }

        /**
         * Builds the store.
         *
         * @return the store
         */
        public S3TokenStore build() {
            return new S3TokenStore(this);
        }

        private static String notBlank(String name, String text) {
            if (text.isBlank()) {
                throw new IllegalArgumentException("The " + name + " is blank");
            }
            return text;
        }
    }
}
