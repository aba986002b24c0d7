package dev.tasktoken.jdbc;

import dev.tasktoken.pending.TokenStore.Area;

/** Removes what nobody reads any more, in steps that each commit alone and hold few locks. */
final class Purge {
    private static final int STEP = 1_000;

    private final Connections connections;
    private final int timeoutSeconds;

    Purge(Connections connections, int timeoutSeconds) {
        this.connections = connections;
        this.timeoutSeconds = timeoutSeconds;
    }

    long run(long now) {
        long deleted = 0;
        for (Area area : Area.values()) {
            deleted += repeat("delete from ", area, "expires_at", now);
        }
        repeat("update ", Area.TOKENS, "listed_until", now);
        return deleted;
    }

    /** A step ends at a time, not at keys: no record that was replaced meanwhile is so old. */
    private long repeat(String verb, Area area, String time, long now) {
        String table = Tables.of(area);
        String change = verb.equals("update ") ? " set listed_at = null, listed_until = null" : "";
        String oldest = "select " + time + " as ended from " + table + " where " + time + " <= ? order by " + time
                + " limit " + STEP;
        String text = verb + table + change + " where " + time + " <= (select max(ended) from (" + oldest + ") oldest)";
        long changed = 0;
        int inStep;
        do {
            Sql step = Sql.of(text, now);
            inStep = connections.run(Operation.PURGE, table, connection -> step.update(connection, timeoutSeconds));
            changed += inStep;
        } while (inStep >= STEP);
        return changed;
    }
}
