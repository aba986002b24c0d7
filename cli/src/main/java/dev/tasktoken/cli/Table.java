package dev.tasktoken.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows in columns. Where the window is too narrow, the widest cells that nobody types lose their ends first. */
final class Table {
    private static final String GAP = "  ";
    private static final String CUT = "...";
    private static final int NARROWEST = 8;

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /** Whether cells are cut, from those that are first to those that never are. */
    enum Cut {
        FIRST,
        LAST,
        NEVER
    }

    record Column(String title, Cut cut) {}

    Table(Column... columns) {
        this.columns = List.of(columns);
    }

    void add(String... cells) {
        rows.add(List.of(cells).stream().map(Plain::line).toList());
    }

    /** The lines. None is longer than the width, as far as a few letters of each cell allow. */
    List<String> lines(OptionalInt width) {
        List<List<String>> all = new ArrayList<>();
        all.add(columns.stream().map(Column::title).toList());
        all.addAll(rows);
        int[] widths = widths(all);
        if (width.isPresent()) {
            shrink(widths, width.getAsInt(), Cut.FIRST);
            shrink(widths, width.getAsInt(), Cut.LAST);
        }
        return all.stream().map(row -> line(row, widths)).toList();
    }

    private int[] widths(List<List<String>> all) {
        return IntStream.range(0, columns.size())
                .map(i -> all.stream().mapToInt(row -> length(row.get(i))).max().orElse(0))
                .toArray();
    }

    private void shrink(int[] widths, int most, Cut cut) {
        int gaps = GAP.length() * (widths.length - 1);
        while (IntStream.of(widths).sum() + gaps > most) {
            int widest = widest(widths, cut);
            if (widest < 0 || widths[widest] <= NARROWEST) {
                return;
            }
            widths[widest]--;
        }
    }

    private int widest(int[] widths, Cut cut) {
        return IntStream.range(0, widths.length)
                .filter(i -> columns.get(i).cut() == cut)
                .reduce((a, b) -> widths[a] > widths[b] ? a : b)
                .orElse(-1);
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(i -> cell(cells.get(i), widths[i]))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private static String cell(String text, int width) {
        int length = length(text);
        if (length <= width) {
            return text + " ".repeat(width - length);
        }
        return text.substring(0, text.offsetByCodePoints(0, width - CUT.length())) + CUT;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
