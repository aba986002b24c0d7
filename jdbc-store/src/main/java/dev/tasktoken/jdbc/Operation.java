package dev.tasktoken.jdbc;

/** A call of the store and the privileges that it needs on its table. */
enum Operation {
    CREATE("Creating a record in", "SELECT, INSERT and UPDATE"),
    READ("Reading", "SELECT"),
    DELETE("Deleting a record from", "SELECT and DELETE"),
    PURGE("Purging", "SELECT, UPDATE and DELETE");

    private final String called;
    private final String privileges;

    Operation(String called, String privileges) {
        this.called = called;
        this.privileges = privileges;
    }

    String privileges() {
        return privileges;
    }

    @Override
    public String toString() {
        return called;
    }
}
