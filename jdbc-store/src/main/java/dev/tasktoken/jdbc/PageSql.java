package dev.tasktoken.jdbc;

import dev.tasktoken.pending.DamagedRecordException;
import dev.tasktoken.pending.ListPage;
import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.TokenStore;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One page of a list, read along an index from where the page before ended. */
final class PageSql {
    private final ListQuery query;
    private final String time;
    private final boolean newestFirst;

    PageSql(ListQuery query) {
        this.query = query;
        this.time = query.listing() == Listing.WAITING_BY_DEADLINE ? "listed_until" : "listed_at";
        this.newestFirst = query.listing() == Listing.DECIDED_NEWEST_FIRST;
    }

    /** Asks for one record more than the page holds, which says whether another page follows. */
    Sql select(long expiredAt) {
        Sql select = Sql.of(
                "select id, name, listed_at, listed_until from "
                        + Tables.of(query.listing().area()) + " where " + time + " is not null and expires_at > ?",
                expiredAt);
        // A list by deadline has no record without one, and the shorter condition is one that its index serves.
        select.and(
                query.listing() == Listing.WAITING_BY_DEADLINE
                        ? " and listed_until > ?"
                        : " and (listed_until is null or listed_until > ?)",
                Millis.floor(query.now()));
        query.before().ifPresent(before -> select.and(" and " + time + " < ?", Millis.ceiling(before)));
        query.after().ifPresent(end -> addAfter(select, end));
        // The number is in the text, because PostgreSQL plans a limit that it does not know for a tenth of the table.
        return select.and(
                " order by " + time + (newestFirst ? " desc" : "") + ", id, name limit " + (query.limit() + 1));
    }

    private void addAfter(Sql select, ListedRecord end) {
        long at = Millis.floor(timeOf(end.place()));
        byte[] id = end.key().id().getBytes(StandardCharsets.UTF_8);
        String name = end.key().name();
        if (newestFirst) {
            select.and(" and " + time + " <= ? and (" + time + " < ? or (id, name) > (?, ?))", at, at, id, name);
        } else {
            // The first condition follows from the second, which H2 does not look up in an index.
            select.and(" and " + time + " >= ? and (" + time + ", id, name) > (?, ?, ?)", at, at, id, name);
        }
    }

    private Instant timeOf(ListPlace place) {
        return query.listing() == Listing.WAITING_BY_DEADLINE ? place.until().orElseThrow() : place.at();
    }

    /** Empty if another program wrote the row: no record has such an id or name. */
    Optional<ListedRecord> read(ResultSet row) throws SQLException {
        String id = new String(row.getBytes("id"), StandardCharsets.UTF_8);
        TokenStore.Key key;
        try {
            key = new TokenStore.Key(query.listing().area(), id, row.getString("name"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        Instant at = Instant.ofEpochMilli(row.getLong("listed_at"));
        Optional<Instant> until =
                Optional.ofNullable(Sql.longOrNull(row, "listed_until")).map(Instant::ofEpochMilli);
        return Optional.of(new ListedRecord(key, new ListPlace(at, until)));
    }

    /**
     * Makes the page of its rows.
     *
     * @throws DamagedRecordException if all of them are another program's, so that there is no record to go on from
     */
    ListPage page(List<Optional<ListedRecord>> rows) {
        boolean isLast = rows.size() <= query.limit();
        List<ListedRecord> records = (isLast ? rows : rows.subList(0, query.limit()))
                .stream().flatMap(Optional::stream).toList();
        if (isLast) {
            return new ListPage(records, Optional.empty());
        }
        if (records.isEmpty()) {
            throw new DamagedRecordException(
                    "The table " + Tables.of(query.listing().area())
                            + " has too many rows with a name or an id that no record has. Delete them");
        }
        return new ListPage(records, Optional.of(records.get(records.size() - 1)));
    }
}
