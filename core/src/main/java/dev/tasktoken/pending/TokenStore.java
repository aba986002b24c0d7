package dev.tasktoken.pending;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.internal.LogText;
import dev.tasktoken.pending.internal.InMemoryTokenStore;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps what {@link PendingTasks} must not lose: small texts under a key, written once and deleted once.
 *
 * <p>There is no overwriting and no locking. Of any number of concurrent {@link #create} calls for one key, exactly one
 * returns true. Only this prevents two processes from answering one task differently. What a store must guarantee:
 *
 * <ul>
 *   <li>{@link #create} is atomic across all processes that use the store, and durable when it returns.
 *   <li>A record that {@link #create} or {@link #delete} returned for is seen so by every {@link #read} and
 *       {@link #names} that begins later, in any process (S3 is strongly consistent in this way).
 *   <li>Ids are data: any two different ones are different keys, whatever characters they hold.
 *   <li>The area {@link Area#TOKENS} holds secrets. They appear in no exception, log line or name; encrypt them at
 *       rest.
 *   <li>Thread-safe. A call that is not answered throws {@link StoreUnavailableException}. A call that the store
 *       refuses until a person changes something throws {@link StoreNotPermittedException}. Neither exception quotes a
 *       text. A call that threw may have taken effect.
 * </ul>
 *
 * <p>{@code dev.tasktoken.s3.S3TokenStore} keeps them in S3; {@code dev.tasktoken.testkit.stores.TokenStoreContract}
 * tests a store of your own.
 */
public interface TokenStore {
    /** The kinds of records: one holds a secret and is kept as long as its task waits, the other holds none. */
    enum Area {
        /**
         * Tokens of tasks that wait: secrets, deleted once their task is answered, kept until 7 days after its deadline
         * if that is known, and for at most 366 days.
         */
        TOKENS,

        /**
         * Decisions, votes and events, without tokens. Kept for {@link PendingTasks.Builder#keepDecisions}, and longer
         * than the token that they are about: without its decision, a token would wait again.
         */
        DECISIONS
    }

    /**
     * Writes a record unless there is one under this key.
     *
     * @param key the key
     * @param text at most 2 MiB in UTF-8, usually less than 4 KiB; a secret in {@link Area#TOKENS}
     * @param keep how long it must be kept at least; afterwards the store may remove it, and should
     * @return true if this call wrote it; false if there was one. A store whose own client repeats a write whose answer
     *     was lost may say false although it wrote: callers read back and compare
     * @throws StoreUnavailableException if the store did not answer, or it is unknown whether it wrote
     * @throws StoreNotPermittedException if a person must change something first
     */
    default boolean create(Key key, String text, Duration keep) {
        return create(key, text, keep, Optional.empty());
    }

    /**
     * Writes a record unless there is one under this key, and puts it into the lists of its area. The lists may lag: a
     * record may appear in {@link #list} some seconds after {@link #create} returned, and disappear some seconds after
     * {@link #delete}. If the call fails in between, the record may be there and not be listed; a call that returns
     * false completes the lists of a record whose text is the same.
     *
     * @param key the key
     * @param text at most 2 MiB in UTF-8, usually less than 4 KiB; a secret in {@link Area#TOKENS}
     * @param keep how long it must be kept at least; afterwards the store may remove it. A store that hides it at once
     *     hides it from {@link #read}, {@link #names}, {@link #ids} and {@link #list} alike
     * @param place where it stands in the lists; empty if it is in none
     * @return true if this call wrote it; see {@link #create(Key, String, Duration)}
     * @throws StoreUnavailableException if the store did not answer, or it is unknown whether it wrote
     * @throws StoreNotPermittedException if a person must change something first
     */
    boolean create(Key key, String text, Duration keep, Optional<ListPlace> place);

    /**
     * Returns one page of a list. The calls that it takes do not depend on how many records are listed.
     *
     * @param query which list and which part of it
     * @return the page. It may name a record that was deleted a moment ago: read it before you rely on it
     * @throws StoreUnavailableException if the store did not answer
     * @throws StoreNotPermittedException if a person must change something first
     */
    ListPage list(ListQuery query);

    /**
     * Removes a record from the lists that was found to be gone, or is about to be. Only a store whose lists are apart
     * from its records has something to do: there a call that failed halfway leaves an entry without a record.
     *
     * @param gone a record that was deleted; it is not created again
     * @throws StoreUnavailableException if the store did not answer
     * @throws StoreNotPermittedException if a person must change something first
     */
    default void unlist(ListedRecord gone) {}

    /**
     * Completes the lists of a record that is there, after a call of {@link #create} that may have failed between the
     * record and its lists. Only a store whose lists are apart from its records has something to do.
     *
     * @param there a record that was read a moment ago. If it was deleted since then, the lists may name it;
     *     {@link #unlist} removes it when a page finds it gone
     * @throws StoreUnavailableException if the store did not answer
     * @throws StoreNotPermittedException if a person must change something first
     */
    default void enlist(ListedRecord there) {}

    /**
     * Reads several records, as {@link #read} does; a store that can asks for all of them in one call.
     *
     * @param keys at most {@value ListQuery#MAX_LIMIT}
     * @return the texts of those that there are, by their keys
     * @throws StoreUnavailableException if the store did not answer
     * @throws StoreNotPermittedException if a person must change something first
     */
    default Map<Key, String> readAll(Set<Key> keys) {
        Map<Key, String> texts = new HashMap<>();
        keys.forEach(key -> read(key).ifPresent(text -> texts.put(key, text)));
        return Map.copyOf(texts);
    }

    /**
     * Reads a record.
     *
     * @param key the key
     * @return the text; empty if there is none
     * @throws StoreUnavailableException if the store did not answer
     * @throws StoreNotPermittedException if a person must change something first
     */
    Optional<String> read(Key key);

    /**
     * Deletes a record; does nothing if there is none.
     *
     * @param key the key
     * @throws StoreUnavailableException if the store did not answer
     * @throws StoreNotPermittedException if a person must change something first
     */
    void delete(Key key);

    /**
     * Returns the names under one id, usually fewer than ten.
     *
     * @param area where
     * @param id the id
     * @return all names, in any order; empty if there is none
     * @throws StoreUnavailableException if the store did not answer
     * @throws StoreNotPermittedException if a person must change something first
     */
    Set<String> names(Area area, String id);

    /**
     * Returns the ids that have at least one record in an area, in any order.
     *
     * @param area where
     * @return read in pages as the stream is consumed, so that it costs as much as is taken from it; what is created or
     *     deleted meanwhile, or some seconds before, may be missed. Each id once or, if it has several records, more
     *     than once
     * @throws StoreUnavailableException if the store did not answer; also while the stream is read
     * @throws StoreNotPermittedException if a person must change something first; also while the stream is read
     */
    Stream<String> ids(Area area);

    /**
     * Returns a store in this process's memory: for tests, and for a worker whose tasks may die with it.
     *
     * @return a new store
     */
    static TokenStore inMemory() {
        return inMemory(InstantSource.system());
    }

    /**
     * Returns a store in this process's memory with a clock of its own, for tests that move the time.
     *
     * @param clock shows when records expire; thread-safe
     * @return a new store
     */
    static TokenStore inMemory(InstantSource clock) {
        return new InMemoryTokenStore(clock);
    }

    /**
     * Where a record is.
     *
     * @param area what kind of record it is
     * @param id the caller's own text for the task: not blank, at most {@value #MAX_ID_BYTES} bytes in UTF-8, any
     *     characters
     * @param name one of a few under the id: 1 to 64 lower-case letters, digits and {@code -}
     */
    record Key(Area area, String id, String name) {
        /** The longest id, in bytes of UTF-8. */
        public static final int MAX_ID_BYTES = 1024;

        /**
         * Checks id and name.
         *
         * @param area what kind of record it is
         * @param id the caller's own text for the task
         * @param name one of a few under the id
         * @throws IllegalArgumentException if the id is blank, too long or has half of a surrogate pair, or if the name
         *     has other characters
         */
        public Key {
            Objects.requireNonNull(area, "area");
            checkId(id);
            if (!name.matches("[a-z0-9-]{1,64}")) {
                throw new IllegalArgumentException("Not a record's name: " + LogText.text(name, 64));
            }
        }

        static void checkId(String id) {
            Objects.requireNonNull(id, "id");
            if (id.isBlank()) {
                throw new IllegalArgumentException("The id is blank");
            }
            int length = utf8Length(id);
            if (length > MAX_ID_BYTES) {
                throw new IllegalArgumentException(
                        "The id has " + length + " bytes in UTF-8; at most " + MAX_ID_BYTES + " are taken");
            }
        }

        /** Half a surrogate pair has no UTF-8; replaced by a question mark it would make two ids one. */
        private static int utf8Length(String id) {
            try {
                return StandardCharsets.UTF_8
                        .newEncoder()
                        .encode(CharBuffer.wrap(id))
                        .remaining();
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException("The id has half of a surrogate pair, which has no UTF-8", e);
            }
        }
    }
}
