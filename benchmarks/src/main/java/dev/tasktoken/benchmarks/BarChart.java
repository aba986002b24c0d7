package dev.tasktoken.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars as an SVG: text that needs no library to be written and no tool to be compared.
 *
 * @param title says what is measured, and whether less or more is better
 * @param bars from the top
 */
record BarChart(String title, List<Bar> bars) {
    private static final int WIDTH = 760;
    private static final int LABELS = 330;
    private static final int LONGEST = 320;
    private static final int ROW = 26;
    private static final int HEAD = 44;

    /**
     * A bar.
     *
     * @param label what it is of
     * @param value its length
     * @param text what stands behind it
     * @param isOurs whether it is this library's
     */
    record Bar(String label, double value, String text, boolean isOurs) {}

    BarChart {
        bars = List.copyOf(bars);
    }

    /** The file's text. */
    String svg() {
        int height = HEAD + bars.size() * ROW + 10;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"13\">%n",
                WIDTH,
                height,
                WIDTH,
                height));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        svg.append("<text x=\"10\" y=\"24\" font-weight=\"bold\">")
                .append(escaped(title))
                .append("</text>\n");
        for (int i = 0; i < bars.size(); i++) {
            append(svg, bars.get(i), HEAD + i * ROW);
        }
        return svg.append("</svg>\n").toString().replace("\r\n", "\n");
    }

    private void append(StringBuilder svg, Bar bar, int top) {
        double longest = bars.stream().mapToDouble(Bar::value).max().orElse(1);
        double length = Math.max(1, bar.value() / longest * LONGEST);
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
                        + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n"
                        + "<text x=\"%.1f\" y=\"%d\">%s</text>%n",
                LABELS - 8,
                top + 17,
                escaped(bar.label()),
                LABELS,
                top + 4,
                length,
                ROW - 8,
                bar.isOurs() ? "#1d6fb8" : "#9aa3ad",
                LABELS + length + 6,
                top + 17,
                escaped(bar.text())));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
