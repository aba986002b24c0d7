package dev.tasktoken.resend;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * A message attribute; queues and topics have the same.
 *
 * @param dataType for instance {@code String}, {@code Number.int} or {@code Binary}
 */
record Attribute(
        String dataType, @Nullable String text, @Nullable SdkBytes bytes) {
    /** Names no value: it may be a token. */
    @Override
    public String toString() {
        return "Attribute[" + dataType + "]";
    }
}
