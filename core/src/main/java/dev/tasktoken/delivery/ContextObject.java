package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * A passed-on context object, which is no payload.
 *
 * @param document the text that holds it
 * @param place what of it is not payload: its key or, where it is the whole document, its {@code Task}
 * @param member the characters of that key and its value
 */
record ContextObject(JsonDocument document, JsonPointer place, Span member) {}
