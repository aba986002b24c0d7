package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Follows the pointers that the extended clients for SQS and SNS leave in a message's place, if the caller lets them.
 */
final class LargeMessages {
    private static final Set<String> POINTER_CLASSES = Set.of(
            "software.amazon.payloadoffloading.PayloadS3Pointer", "com.amazon.sqs.javamessaging.MessageS3Pointer");

    private final @Nullable LargeMessageResolver resolver;
    private final Set<String> buckets;

    LargeMessages(@Nullable LargeMessageResolver resolver, Set<String> buckets) {
        this.resolver = resolver;
        this.buckets = Set.copyOf(buckets);
    }

    /** Where the message is. */
    record Pointer(String bucket, String key) {
        private static final Pattern BUCKET = Pattern.compile("[a-z0-9.-]{3,63}");

        /** The bucket's name if it is a valid one; otherwise nothing of the text that stands in its place. */
        String printableBucket() {
            return BUCKET.matcher(bucket).matches() ? bucket : "(not a bucket's name)";
        }
    }

    /** Whether this reader follows pointers at all. */
    boolean areFollowed() {
        return resolver != null;
    }

    /** The pointer that an array is, or null if it is none. */
    static @Nullable Pointer pointer(JsonDocument document) {
        try (JsonParser parser = document.parser()) {
            boolean named = parser.nextToken() == JsonToken.START_ARRAY
                    && parser.nextToken() == JsonToken.VALUE_STRING
                    && POINTER_CLASSES.contains(parser.getText());
            return named && parser.nextToken() == JsonToken.START_OBJECT ? fields(parser) : null;
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Fetches the message.
     *
     * @throws UnreadableDeliveryException if its bucket is not allowed, or it cannot be fetched
     */
    JsonDocument follow(Pointer pointer) {
        if (resolver == null || !buckets.contains(pointer.bucket())) {
            throw new UnreadableDeliveryException("The body points to a large message in the S3 bucket "
                    + pointer.printableBucket() + ", which is not among the buckets that largeMessages allows");
        }
        try {
            return JsonDocument.of(resolver.fetch(pointer.bucket(), pointer.key()));
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new UnreadableDeliveryException("The large message in the S3 bucket " + pointer.bucket()
                    + " could not be fetched: " + e.getClass().getName());
        }
    }

    private static @Nullable Pointer fields(JsonParser parser) throws IOException {
        String bucket = null;
        String key = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                parser.skipChildren();
            } else if (field.equals("s3BucketName")) {
                bucket = parser.getText();
            } else if (field.equals("s3Key")) {
                key = parser.getText();
            }
        }
        return bucket == null || key == null ? null : new Pointer(bucket, key);
    }
}
