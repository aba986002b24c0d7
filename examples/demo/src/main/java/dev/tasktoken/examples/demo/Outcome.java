package dev.tasktoken.examples.demo;

import java.io.PrintStream;

/** An expected and an actual outcome. */
record Outcome(String system, String what, String expected, String actual) {
    private static final String ROW = "%-18s  %-37s  %-37s  %s%n";

    boolean isAsExpected() {
        return expected.equals(actual);
    }

    /** Prints the heads of the columns. */
    static void printHead(PrintStream out) {
        out.printf(ROW, "EXECUTION", "MUST END", "ENDED", "OK");
    }

    void print(PrintStream out) {
        out.printf(ROW, what, expected, actual, isAsExpected() ? "ok" : "NO");
    }
}
