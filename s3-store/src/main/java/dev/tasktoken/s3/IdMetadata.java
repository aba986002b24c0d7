package dev.tasktoken.s3;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Stores an id in the object's metadata if the key holds only the id's digest. S3 takes 2 KB of ASCII metadata, which
 * is enough for 1,024 bytes in base64.
 */
final class IdMetadata {
    private static final String NAME = "tasktoken-id";

    private IdMetadata() {}

    static Map<String, String> of(String id) {
        return IdSegment.isDigest(IdSegment.of(id))
                ? Map.of(NAME, Base64.getUrlEncoder().encodeToString(id.getBytes(StandardCharsets.UTF_8)))
                : Map.of();
    }

    /** Returns the id that belongs to the segment; empty if metadata or key were changed. */
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
