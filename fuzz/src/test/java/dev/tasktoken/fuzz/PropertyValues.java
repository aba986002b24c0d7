package dev.tasktoken.fuzz;

import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What properties are set to.
 *
 * @param drawn values of which it is known what they are bound to
 * @param spelled what a value is bound to that the fuzzer spelled; null if that is not known
 * @param haveSlips whether there are values that cannot be bound
 */
record PropertyValues(Function<Draw, Value> drawn, Function<String, @Nullable Object> spelled, boolean haveSlips) {
    private static final int LONGEST_SPELLED = 24;
    private static final int KINDS = 4;

    /** Cannot be converted to anything that is not a text. */
    private static final List<String> SLIPS =
            List.of("ten", "1h30m", "PT", "2147483648s9", "@", "\u0661x", "a,b", Tokens.OWN, "x".repeat(300));

    private static final List<String> BRIGHT_AND_DARK =
            List.of("#0b6b50", "#ffff00", "#FFFFFF", "#000000", "#0b6b5", "0b6b50", "#0b6b50\n", "#-0b6b5");
    private static final List<String> PREFIXES =
            List.of("orders/", "a/b/", "", "orders", "/", "../", "a b/", "x/".repeat(128), "x/".repeat(129));
    private static final List<String> OTHERS = List.of(
            "tokens", " ", "alias/tokens", "arn:aws:kms:eu-central-1:123456789012:key/1", "https://a.example/b", "{");

    static final PropertyValues BOOLEANS = named(Map.of(
            "true", true, "on", true, "YES", true, "1", true, "false", false, "off", false, "No", false, "0", false));
    static final PropertyValues ZONES = named(Map.of(
            "Europe/Berlin", ZoneId.of("Europe/Berlin"), "UTC", ZoneId.of("UTC"), "+01:00", ZoneId.of("+01:00")));
    static final PropertyValues NUMBERS = named(Stream.of(1, 2, 10, 9_999, 10_000, 10_001, 0, -1, Integer.MAX_VALUE)
            .collect(Collectors.toMap(number -> Integer.toString(number), number -> number)));
    static final PropertyValues DURATIONS = new PropertyValues(PropertyValues::duration, text -> null, true);
    static final PropertyValues ROLES = new PropertyValues(PropertyValues::roles, text -> null, false);
    static final PropertyValues TEXTS = new PropertyValues(PropertyValues::text, text -> text, false);
    static final PropertyValues KEYS = new PropertyValues(PropertyValues::key, text -> text, false);

    /**
     * A value.
     *
     * @param bound what is bound; null if it cannot be bound, or if nobody knows
     */
    record Value(String text, @Nullable Object bound, boolean isSpelled) {
        static Value of(String text, Object bound) {
            return new Value(text, bound, false);
        }

        /** Shows nothing: it may be a secret. */
        @Override
        public String toString() {
            return "Value";
        }
    }

    static PropertyValues named(Map<String, ?> values) {
        Map<String, Object> sorted = new TreeMap<>(values);
        List<String> names = List.copyOf(sorted.keySet());
        return new PropertyValues(
                draw -> {
                    String name = draw.of(names);
                    return new Value(name, sorted.get(name), false);
                },
                text -> null,
                true);
    }

    Value value(Draw draw) {
        int kind = draw.below(KINDS);
        if (kind == KINDS - 1) {
            String text = draw.text(LONGEST_SPELLED);
            return new Value(text, spelled.apply(text), true);
        }
        return kind == KINDS - 2 && haveSlips ? new Value(draw.of(SLIPS), null, false) : drawn.apply(draw);
    }

    private static Value duration(Draw draw) {
        long amount = draw.below(256) * (draw.below(8) == 1 ? -1L : 1L);
        Map<String, Duration> units = new LinkedHashMap<>();
        units.put("s", Duration.ofSeconds(amount));
        units.put("ms", Duration.ofMillis(amount));
        units.put("", Duration.ofMillis(amount));
        units.put("m", Duration.ofMinutes(amount));
        units.put("h", Duration.ofHours(amount));
        units.put("D", Duration.ofDays(20 * amount));
        String unit = draw.of(List.copyOf(units.keySet()));
        Duration duration = units.get(unit);
        if (duration == null) {
            throw new AssertionError(unit);
        }
        boolean isIso = draw.below(2) == 1;
        return Value.of(isIso ? duration.toString() : (unit.equals("D") ? 20 * amount : amount) + unit, duration);
    }

    private static Value roles(Draw draw) {
        int count = draw.below(23);
        int length = draw.below(4) == 1 ? 257 : 3;
        Set<String> roles = IntStream.range(0, count)
                .mapToObj(i -> String.valueOf((char) ('a' + i)).repeat(length))
                .collect(Collectors.toSet());
        return Value.of(String.join(",", roles), roles);
    }

    private static Value text(Draw draw) {
        String text = draw.of(draw.of(List.of(OTHERS, PREFIXES, BRIGHT_AND_DARK, Tokens.PARENTS)));
        return Value.of(text, text);
    }

    /** Short ones and wrong ones, too, but none that stands in a message by chance. */
    private static Value key(Draw draw) {
        String digits = draw.of(List.of("5a", "C0ffee", "0g", "5 a", "\u0661\u0662", "k\u0000"));
        String key = draw.of(List.of("", " ", "\n"))
                + digits.repeat(draw.of(List.of(33, 32, 22, 31, 8, 3_000)))
                + draw.of(List.of("", "0", " "));
        return Value.of(key, key);
    }
}
