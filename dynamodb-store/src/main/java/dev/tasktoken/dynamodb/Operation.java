package dev.tasktoken.dynamodb;

/** A call of DynamoDB. The permission that it needs has the same name. */
enum Operation {
    PUT_ITEM("PutItem"),
    GET_ITEM("GetItem"),
    BATCH_GET_ITEM("BatchGetItem"),
    UPDATE_ITEM("UpdateItem"),
    DELETE_ITEM("DeleteItem"),
    /** Of the table or of one of its indexes, which is a resource of its own. */
    QUERY("Query");

    private final String called;

    Operation(String called) {
        this.called = called;
    }

    String permission() {
        return this == QUERY ? "dynamodb:Query on the table and on its indexes" : "dynamodb:" + called;
    }

    @Override
    public String toString() {
        return called;
    }
}
