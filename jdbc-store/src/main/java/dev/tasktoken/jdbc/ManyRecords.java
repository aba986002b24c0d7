package dev.tasktoken.jdbc;

import dev.tasktoken.pending.TokenStore;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads several records in one statement. */
final class ManyRecords {
    private ManyRecords() {}

    /**
     * Selects the records.
     *
     * @param keys at least one
     */
    static Sql select(Set<TokenStore.Key> keys, long expiredAt) {
        Sql select = Sql.of("");
        String between = "";
        for (TokenStore.Area area : TokenStore.Area.values()) {
            List<TokenStore.Key> ofArea =
                    keys.stream().filter(key -> key.area() == area).toList();
            if (!ofArea.isEmpty()) {
                select.and(between).and(select(area, ofArea, expiredAt));
                between = " union all ";
            }
        }
        return select;
    }

    private static Sql select(TokenStore.Area area, List<TokenStore.Key> keys, long expiredAt) {
        String places = String.join(", ", Collections.nCopies(keys.size(), "(?, ?)"));
        Object[] values = keys.stream()
                .flatMap(key -> List.of(key.id().getBytes(StandardCharsets.UTF_8), key.name()).stream())
                .toArray();
        return Sql.of(
                        "select '" + area.name() + "' as area, id, name, content from " + Tables.of(area)
                                + " where expires_at > ?",
                        expiredAt)
                .and(" and (id, name) in (" + places + ")", values);
    }

    static Map.Entry<TokenStore.Key, String> read(ResultSet row) throws SQLException {
        String id = new String(row.getBytes("id"), StandardCharsets.UTF_8);
        TokenStore.Key key =
                new TokenStore.Key(TokenStore.Area.valueOf(row.getString("area")), id, row.getString("name"));
        return Map.entry(key, new String(row.getBytes("content"), StandardCharsets.UTF_8));
    }
}
