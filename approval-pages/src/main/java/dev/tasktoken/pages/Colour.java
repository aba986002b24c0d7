package dev.tasktoken.pages;

import java.util.Locale;
import java.util.regex.Pattern;

/** A colour in sRGB, and its contrast by WCAG 2.2. */
record Colour(int red, int green, int blue) {
    static final Colour WHITE = new Colour(255, 255, 255);

    private static final Pattern HEX = Pattern.compile("#[0-9A-Fa-f]{6}");

    static Colour parse(String hex) {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("a colour is like #1d4f91");
        }
        int rgb = Integer.parseInt(hex.substring(1), 16);
        return new Colour(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF);
    }

    String hex() {
        return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
    }

    double contrast(Colour other) {
        double lighter = Math.max(luminance(), other.luminance());
        double darker = Math.min(luminance(), other.luminance());
        return (lighter + 0.05) / (darker + 0.05);
    }

    /** The same hue, as light as it takes for this contrast with a dark ground. */
    Colour lightenedFor(double contrast, Colour ground) {
        Colour lighter = this;
        for (int step = 1; step <= 100 && lighter.contrast(ground) < contrast; step++) {
            lighter = lightened(step / 100.0);
        }
        return lighter;
    }

    /** Moves the lightness (of HSL) towards white by this part, and keeps hue and saturation. */
    private Colour lightened(double part) {
        double most = Math.max(red, Math.max(green, blue)) / 255.0;
        double least = Math.min(red, Math.min(green, blue)) / 255.0;
        double lightness = (most + least) / 2;
        double chroma = most - least;
        double target = lightness + (1 - lightness) * part;
        double grown = chroma == 0 ? 0 : (1 - Math.abs(2 * target - 1)) / (1 - Math.abs(2 * lightness - 1));
        return new Colour(
                moved(red, lightness, grown, target),
                moved(green, lightness, grown, target),
                moved(blue, lightness, grown, target));
    }

    private static int moved(int channel, double from, double grown, double to) {
        double value = to + (channel / 255.0 - from) * grown;
        return (int) Math.round(255 * Math.min(1, Math.max(0, value)));
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int channel) {
        double part = channel / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
