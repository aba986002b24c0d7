package dev.tasktoken.s3;

import dev.tasktoken.pending.TokenStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
 * Keeps pending tasks in an S3 bucket, one object a record, written once with {@code If-None-Match} and never
 * overwritten: of any number of processes exactly one creates a record, and nobody needs a lock or a database.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>keys begin with {@value #DEFAULT_PREFIX}, {@link Builder#prefix}
 *   <li>objects are encrypted as the bucket is set to; S3 encrypts everything at rest, {@link Builder#sseKms}
 * </ul>
 *
 * <p><b>Requests.</b> {@link #create}, {@link #read} and {@link #delete} are one each, {@link #names} is one per 1,000
 * records of the id, {@link #ids} one per 1,000 records of the area and one more for each record whose id takes more
 * than 200 characters in a key. {@link #create} is repeated, after short pauses, while S3 answers 409
 * ({@code ConditionalRequestConflict}: something else is being done to the same key).
 *
 * <p><b>What {@link #create} tells.</b> When the answer to a write is lost, the SDK writes again and finds the object
 * there: this store then says false although the record is its own. {@link dev.tasktoken.pending.PendingTasks} reads it
 * back and compares.
 *
 * <p><b>Permissions.</b> {@code s3:PutObject}, {@code s3:GetObject} and {@code s3:DeleteObject} on the keys,
 * {@code s3:ListBucket} on the bucket (without it, S3 says of an object that is not there that it is forbidden); with a
 * KMS key {@code kms:GenerateDataKey} and {@code kms:Decrypt} on it.
 *
 * <p><b>The bucket.</b> A token is all that it takes to answer a task, so whoever may read
 * {@value #DEFAULT_PREFIX}{@code tokens/} may decide: give that to nobody but the functions that do, and leave S3's
 * Block Public Access on. How long a record is to be kept is not written to S3; a lifecycle rule removes what nobody
 * deleted, tokens of tasks that never were answered and old decisions. S3 keeps what is deleted from a bucket with
 * versioning, so the tokens need {@code NoncurrentVersionExpiration} there; without versioning it does nothing. With
 * the default prefix, and decisions kept for the 30 days of {@link dev.tasktoken.pending.PendingTasks}:
 *
 * <pre>{@code
 * {"Rules": [
 *   {"ID": "tokens", "Status": "Enabled", "Filter": {"Prefix": "tasktoken/tokens/"},
 *    "Expiration": {"Days": 366}, "NoncurrentVersionExpiration": {"NoncurrentDays": 1}},
 *   {"ID": "decisions", "Status": "Enabled", "Filter": {"Prefix": "tasktoken/decisions/"},
 *    "Expiration": {"Days": 31}, "NoncurrentVersionExpiration": {"NoncurrentDays": 1}}
 * ]}
 * }</pre>
 *
 * <p><b>Keys.</b> Ids are part of the keys, readable if they are short, so they appear in S3's own access logs:
 * anything personal in an id does, too. Other objects under the prefix are passed over.
 *
 * <p>Every method throws {@link dev.tasktoken.StoreUnavailableException} after the client's own retries and timeouts,
 * with the thread's interrupt flag restored if it was interrupted, also for a client that is closed, and
 * {@link dev.tasktoken.pending.StoreNotPermittedException} for a missing permission, bucket or key. Immutable and
 * thread-safe; the client stays the caller's to close.
 *
 * <pre>{@code
 * TokenStore store = S3TokenStore.of(S3Client.create(), "orders-waiting");
 * PendingTasks pending = PendingTasks.of(TokenResponder.create(), store);
 * }</pre>
 */
public final class S3TokenStore implements TokenStore {
    /** What keys begin with unless told otherwise. */
    public static final String DEFAULT_PREFIX = "tasktoken/";

    private static final int MAX_CONFLICTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

    /** The longest text that {@link #create} is given; an object that has more is none of ours, and is read cut. */
    private static final int MAX_TEXT_BYTES = 2 * 1024 * 1024;

    private final S3Client client;
    private final String bucket;
    private final ObjectKeys keys;
    private final @Nullable ServerSideEncryption encryption;
    private final @Nullable String kmsKeyId;
    private final ObjectList objects;

    private S3TokenStore(Builder builder) {
        this.client = builder.client;
        this.bucket = builder.bucket;
        this.keys = builder.keys;
        this.encryption = builder.encryption;
        this.kmsKeyId = builder.kmsKeyId;
        this.objects = new ObjectList(client, bucket, keys);
    }

    /**
     * Returns a store with the defaults listed above.
     *
     * @param client of the bucket's Region; stays the caller's to close
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
     * @param client of the bucket's Region; stays the caller's to close
     * @param bucket the bucket's name
     * @return the builder
     * @throws IllegalArgumentException if the name is blank
     */
    public static Builder builder(S3Client client, String bucket) {
        return new Builder(client, bucket);
    }

    @Override
    public boolean create(Key key, String text, Duration keep) {
        Objects.requireNonNull(keep, "keep");
        PutObjectRequest request = request(key);
        RequestBody body = RequestBody.fromString(text, StandardCharsets.UTF_8);
        for (int conflicts = 0; ; conflicts++) {
            try {
                client.putObject(request, body);
                return true;
            } catch (RuntimeException e) {
                if (S3Verdict.isStatus(e, 412)) {
                    return false;
                }
                if (!S3Verdict.isStatus(e, 409) || conflicts == MAX_CONFLICTS) {
                    throw S3Verdict.exception(e, Operation.PUT_OBJECT, bucket, text);
                }
                pauseAfter(conflicts);
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
            if (S3Verdict.isNoObject(e)) {
                return Optional.empty();
            }
            throw S3Verdict.exception(e, Operation.GET_OBJECT, bucket, "");
        }
    }

    @Override
    public void delete(Key key) {
        try {
            client.deleteObject(delete -> delete.bucket(bucket).key(keys.of(key)));
        } catch (RuntimeException e) {
            if (!S3Verdict.isNoObject(e)) {
                throw S3Verdict.exception(e, Operation.DELETE_OBJECT, bucket, "");
            }
        }
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

    private PutObjectRequest request(Key key) {
        return PutObjectRequest.builder()
                .bucket(bucket)
                .key(keys.of(key))
                .ifNoneMatch("*")
                .contentType("application/json")
                .metadata(IdMetadata.of(key.id()))
                .serverSideEncryption(encryption)
                .ssekmsKeyId(kmsKeyId)
                .build();
    }

    private void pauseAfter(int conflicts) {
        try {
            Thread.sleep(FIRST_PAUSE.toMillis() << conflicts);
        } catch (InterruptedException e) {
            AbortedException aborted = AbortedException.create("Interrupted between two tries", e);
            throw S3Verdict.exception(aborted, Operation.PUT_OBJECT, bucket, "");
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
         * Sets what all keys begin with, so that one bucket can hold several applications' tasks, or other things.
         *
         * @param prefix empty, or parts of letters, digits and {@code !_.*'()-} that end with a slash each, at most 256
         *     characters together
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder prefix(String prefix) {
            this.keys = new ObjectKeys(prefix);
            return this;
        }

        /**
         * Has objects encrypted with S3's own keys (SSE-S3), and says so in each write, as some bucket policies want
         * it.
         *
         * @return this builder
         */
        public Builder sseS3() {
            this.encryption = ServerSideEncryption.AES256;
            this.kmsKeyId = null;
            return this;
        }

        /**
         * Has objects encrypted with a KMS key (SSE-KMS), so that reading a token takes the permission to use the key,
         * too.
         *
         * @param keyId the key's id or ARN, or an alias of it; an ARN if it is another account's
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
