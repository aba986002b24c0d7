package dev.tasktoken.examples.demo;

/** How something ended, and how it must. */
record Outcome(String system, String what, String expected, String actual) {
    boolean isAsExpected() {
        return expected.equals(actual);
    }
}
