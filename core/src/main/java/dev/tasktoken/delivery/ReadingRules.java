package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.JsonPointer;
import org.jspecify.annotations.Nullable;

/**
 * What a reader was set up with, but for the codec.
 *
 * @param names which names mark an id
 * @param location where the token is
 * @param payloadAt where the payload is; null for what stands beside the token
 * @param searchInput whether a token is looked for inside {@code input}
 * @param attributeValues whether the message holds items of DynamoDB
 * @param largeMessages follows pointers to large messages
 */
record ReadingRules(
        IdNames names,
        TokenLocation location,
        @Nullable JsonPointer payloadAt,
        boolean searchInput,
        boolean attributeValues,
        LargeMessages largeMessages) {}
