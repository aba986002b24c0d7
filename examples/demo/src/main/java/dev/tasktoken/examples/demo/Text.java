package dev.tasktoken.examples.demo;

import java.io.PrintStream;

/** Text in lines of at most 100 columns. */
final class Text {
    static final int COLUMNS = 100;

    private Text() {}

    /** Prints a text after its lead, and wraps it below the lead. */
    static void print(PrintStream out, String lead, String text) {
        int width = COLUMNS - lead.length();
        String indent = " ".repeat(lead.length());
        String before = lead;
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            out.println(before + rest.substring(0, end));
            rest = rest.substring(end).strip();
            before = indent;
        }
        out.println(before + rest);
    }
}
