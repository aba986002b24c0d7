package dev.tasktoken.s3;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The id beside the object, where the key has only its digest: the text is the caller's, and S3 takes 2 KB of metadata,
 * in ASCII, which 1,024 bytes in base64 are.
 */
final class IdMetadata {
    private static final String NAME = "tasktoken-id";

    private IdMetadata() {}

    static Map<String, String> of(String id) {
        return IdSegment.isDigest(IdSegment.of(id))
                ? Map.of(NAME, Base64.getUrlEncoder().encodeToString(id.getBytes(StandardCharsets.UTF_8)))
                : Map.of();
    }

    /** The id whose digest the segment is; empty if somebody changed one of the two. */
    static Optional<String> id(Map<String, String> metadata, String segment) {
        try {
            byte[] utf8 = Base64.getUrlDecoder().decode(metadata.getOrDefault(NAME, ""));
            return Optional.of(new String(utf8, StandardCharsets.UTF_8))
                    .filter(id -> IdSegment.of(id).equals(segment));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
