package dev.tasktoken.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them, {@code 90s}, {@code 15m}, {@code 1h30m}, {@code 2d}, or as ISO 8601 has them. */
final class Durations implements ITypeConverter<Duration> {
    private static final Pattern PART = Pattern.compile("([0-9]{1,9})([smhd])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    @Override
    public Duration convert(String value) {
        String text = value.toLowerCase(Locale.ROOT);
        if (text.matches("(" + PART.pattern() + ")+")) {
            Duration sum = Duration.ZERO;
            for (Matcher part = PART.matcher(text); part.find(); ) {
                Duration unit = UNITS.getOrDefault(part.group(2), Duration.ZERO);
                sum = sum.plus(unit.multipliedBy(Long.parseLong(part.group(1))));
            }
            return sum;
        }
        try {
            return notNegative(Duration.parse(value));
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + value + "' is no duration: write 90s, 15m, 1h30m or 2d");
        }
    }

    private static Duration notNegative(Duration duration) {
        if (duration.isNegative()) {
            throw new TypeConversionException("A duration cannot be negative");
        }
        return duration;
    }

    /** Its two largest units: {@code 3d 4h}. */
    static String shown(Duration duration) {
        Duration shown = duration.isNegative() ? Duration.ZERO : duration;
        long days = shown.toDays();
        if (days > 0) {
            return joined(days + "d", shown.toHoursPart() + "h");
        }
        if (shown.toHours() > 0) {
            return joined(shown.toHours() + "h", shown.toMinutesPart() + "m");
        }
        return shown.toMinutes() > 0
                ? joined(shown.toMinutes() + "m", shown.toSecondsPart() + "s")
                : shown.toSeconds() + "s";
    }

    private static String joined(String large, String small) {
        return small.startsWith("0") ? large : large + " " + small;
    }
}
