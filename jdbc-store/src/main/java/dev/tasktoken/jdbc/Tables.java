package dev.tasktoken.jdbc;

import dev.tasktoken.pending.TokenStore.Area;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The names of the tables, one for each area. */
final class Tables {
    /** All of them, for messages. */
    static final String ALL = Arrays.stream(Area.values()).map(Tables::of).collect(Collectors.joining(" and "));

    private Tables() {}

    static String of(Area area) {
        return "tasktoken_" + area.name().toLowerCase(Locale.ROOT);
    }
}
