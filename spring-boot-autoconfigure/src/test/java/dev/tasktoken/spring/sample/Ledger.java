package dev.tasktoken.spring.sample;

/** What the listener needs: a test brings its own. */
interface Ledger {
    String book(String key);
}
