package dev.tasktoken.delivery;

/**
 * Fetches a message that a relay put into S3 because it was too large for the queue.
 *
 * <p>Must be thread-safe, and should refuse objects that are larger than it is willing to hold in memory.
 *
 * <pre>{@code
 * CallbackReader.builder()
 *         .largeMessages((bucket, key) -> s3.getObjectAsBytes(g -> g.bucket(bucket).key(key)).asUtf8String(),
 *                 Set.of("order-payloads"))
 *         .build();
 * }</pre>
 */
@FunctionalInterface
public interface LargeMessageResolver {
    /**
     * Returns the text of the object.
     *
     * @param bucket one of the buckets that were allowed
     * @param key the object's key, chosen by the sender
     * @return the message
     * @throws Exception if it cannot be fetched; the delivery is then redelivered
     */
    String fetch(String bucket, String key) throws Exception;
}
