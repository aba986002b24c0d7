package dev.tasktoken.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.pending.ListPlace;
import dev.tasktoken.pending.ListQuery;
import dev.tasktoken.pending.ListedRecord;
import dev.tasktoken.pending.Listing;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** PostgreSQL plans every query along an index, and sorts nothing. */
class PostgresIndexesIT {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static DataSource database;

    @BeforeAll
    static void load() throws Exception {
        database = Postgres.pool(Postgres.url());
        ManyTasks.load(database, NOW, 10_000);
        Postgres.execute(database, "insert into tasktoken_decisions select * from tasktoken_tokens");
        Postgres.execute(database, "vacuum analyze tasktoken_decisions");
    }

    @Test
    void aListIsReadAlongItsIndexAndNotSorted() throws SQLException {
        assertIndexed(Listing.WAITING_BY_AGE, "tasktoken_tokens_by_age");
        assertIndexed(Listing.WAITING_BY_DEADLINE, "tasktoken_tokens_by_deadline");
        assertIndexed(Listing.DECIDED_NEWEST_FIRST, "tasktoken_decisions_by_age");
    }

    @Test
    void theRecordsOfAPageAreReadByTheirKeys() throws SQLException {
        Set<TokenStore.Key> keys = IntStream.range(0, ListQuery.MAX_LIMIT)
                .mapToObj(n -> new TokenStore.Key(Area.TOKENS, "task-" + n, "parked-000001"))
                .collect(Collectors.toSet());

        assertThat(plan(ManyRecords.select(keys, 0)))
                .contains("tasktoken_tokens_pkey")
                .doesNotContain("Seq Scan");
    }

    private static void assertIndexed(Listing listing, String index) throws SQLException {
        TokenStore.Key key = new TokenStore.Key(listing.area(), "task-5000", "parked-000001");
        Instant middle = NOW.minus(ManyTasks.SPAN.dividedBy(2));
        Instant end = listing == Listing.WAITING_BY_DEADLINE ? middle.plusSeconds(30 * 86_400L) : middle;
        ListedRecord after = new ListedRecord(key, new ListPlace(end, Optional.of(end)));
        for (Optional<Instant> before : Set.of(Optional.<Instant>empty(), Optional.of(end.plusSeconds(1000)))) {
            for (Optional<ListedRecord> from : Set.of(Optional.<ListedRecord>empty(), Optional.of(after))) {
                ListQuery query = new ListQuery(listing, NOW, before, from, 25);
                assertThat(plan(new PageSql(query).select(NOW.toEpochMilli())))
                        .as(listing + (from.isPresent() ? ", a later page" : ", the first page"))
                        .contains("Scan using " + index)
                        .contains(from.isPresent() ? "Index Cond" : "Limit")
                        .doesNotContain("Sort", "Seq Scan");
            }
        }
    }

    private static String plan(Sql query) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return String.join("\n", Sql.of("explain ").and(query).query(connection, 10, row -> row.getString(1)));
        }
    }
}
