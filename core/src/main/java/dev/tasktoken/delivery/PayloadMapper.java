package dev.tasktoken.delivery;

import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Binds JSON text: all that a binder needs of a JSON library. Thread-safe. */
@FunctionalInterface
interface PayloadMapper {
    /**
     * Binds a text that holds one value.
     *
     * @param json the text
     * @param type what to bind it to
     * @return the value; null if the text says so
     * @throws IOException if it does not bind
     */
    @Nullable Object read(Reader json, Type type) throws IOException;
}
