package dev.tasktoken;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import org.jspecify.annotations.Nullable;

/** A mapper's readers of payload types, with the latest one kept, since most have one type. */
final class TypeReaders {
    private final ObjectMapper mapper;
    private volatile @Nullable ReaderOf latest;

    private record ReaderOf(JavaType type, ObjectReader reader) {}

    TypeReaders(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Leaves it to the caller to look at what stands behind the value. */
    ObjectReader of(JavaType type) {
        ReaderOf known = latest;
        if (known == null || !known.type().equals(type)) {
            known = new ReaderOf(type, mapper.readerFor(type).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS));
            latest = known;
        }
        return known.reader();
    }
}
