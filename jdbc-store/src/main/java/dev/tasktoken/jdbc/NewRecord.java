package dev.tasktoken.jdbc;

import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.TokenStore;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record to be written. Not a record of Java: its content may be a secret, and a record would print it. */
final class NewRecord {
    private final String table;
    private final byte[] id;
    private final String name;
    private final byte[] content;
    private final long now;
    private final long expiresAt;
    private final @Nullable Long listedAt;
    private final @Nullable Long listedUntil;

    NewRecord(TokenStore.Key key, String text, Keeping keeping, Optional<ListPlace> place) {
        this.table = Tables.of(key.area());
        this.id = key.id().getBytes(StandardCharsets.UTF_8);
        this.name = key.name();
        this.content = text.getBytes(StandardCharsets.UTF_8);
        this.now = keeping.from();
        this.expiresAt = keeping.until();
        this.listedAt = Millis.floorOrNull(place.map(ListPlace::at));
        this.listedUntil = Millis.floorOrNull(place.flatMap(ListPlace::until));
    }

    /**
     * How long it is kept.
     *
     * @param from now, in milliseconds since 1970
     * @param until when it expires
     */
    record Keeping(long from, long until) {}

    Sql insert() {
        return Sql.of(
                "insert into " + table
                        + " (id, name, content, expires_at, listed_at, listed_until) values (?, ?, ?, ?, ?, ?)",
                id,
                name,
                content,
                expiresAt,
                listedAt,
                listedUntil);
    }

    /** Writes it, or replaces a record that has expired and no other: for PostgreSQL. */
    Sql insertOrReplaceExpired() {
        return insert().and(
                        " on conflict (id, name) do update set content = excluded.content,"
                                + " expires_at = excluded.expires_at, listed_at = excluded.listed_at,"
                                + " listed_until = excluded.listed_until where " + table + ".expires_at <= ?",
                        now);
    }

    Sql replaceExpired() {
        return Sql.of(
                "update " + table + " set content = ?, expires_at = ?, listed_at = ?, listed_until = ?"
                        + " where id = ? and name = ? and expires_at <= ?",
                content,
                expiresAt,
                listedAt,
                listedUntil,
                id,
                name,
                now);
    }
}
