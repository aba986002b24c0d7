package dev.tasktoken.testkit.internal.tables;

/** DynamoDB refuses a request, under its own code. */
public final class TableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public static final String VALIDATION = "ValidationException";

    private final String code;

    TableException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static TableException validation(String message) {
        return new TableException(VALIDATION, message);
    }

    static TableException noTable() {
        return new TableException("ResourceNotFoundException", "Requested resource not found");
    }

    public String code() {
        return code;
    }
}
