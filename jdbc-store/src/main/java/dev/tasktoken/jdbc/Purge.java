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

    /** The condition stands twice: a record that was replaced since it was selected is left alone. */
    private long repeat(String verb, Area area, String time, long now) {
        String table = Tables.of(area);
        String change = verb.equals("update ") ? " set listed_at = null, listed_until = null" : "";
        long changed = 0;
        int inStep;
        do {
            Sql step = Sql.of(
                    verb + table + change + " where " + time + " <= ? and (id, name) in (select id, name from " + table
                            + " where " + time + " <= ? limit " + STEP + ")",
                    now,
                    now);
            inStep = connections.run(Operation.PURGE, table, connection -> step.update(connection, timeoutSeconds));
            changed += inStep;
        } while (inStep == STEP);
        return changed;
    }
}
