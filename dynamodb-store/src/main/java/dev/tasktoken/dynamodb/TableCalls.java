package dev.tasktoken.dynamodb;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.internal.AwsRefusal;
import dev.tasktoken.internal.QuotedText;
import dev.tasktoken.pending.StoreNotPermittedException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Calls of one table, whose failures become the store's exceptions. A closed client throws IllegalStateException
 * (Connection pool shut down), and a stopped executor throws RejectedExecutionException. None of these failures
 * concerns the task itself.
 */
final class TableCalls {
    /** Codes with status 400 after which a later try may succeed. The SDK knows those of throttling. */
    private static final Set<String> TRANSIENT = Set.of(
            "InternalServerError",
            "ItemCollectionSizeLimitExceededException",
            "LimitExceededException",
            "ReplicatedWriteConflictException",
            "RequestTimeout",
            "RequestTimeoutException",
            "TransactionConflictException",
            "TransactionInProgressException");

    private final DynamoDbClient client;
    private final String table;

    TableCalls(DynamoDbClient client, String table) {
        this.client = Objects.requireNonNull(client, "client");
        this.table = table;
        if (table.isBlank()) {
            throw new IllegalArgumentException("The table's name is blank");
        }
    }

    String table() {
        return table;
    }

    <T> T call(Operation operation, Function<DynamoDbClient, T> call) {
        return writing("", operation, call);
    }

    /**
     * Makes a call that writes a text.
     *
     * @param text which no exception may quote
     */
    <T> T writing(String text, Operation operation, Function<DynamoDbClient, T> call) {
        try {
            return call.apply(client);
        } catch (ConditionalCheckFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw exception(e, operation, text);
        }
    }

    /** Restores the thread's interrupt flag if the call was interrupted. */
    TaskTokenException exception(RuntimeException e, Operation operation, String text) {
        if (e instanceof AbortedException) {
            Thread.currentThread().interrupt();
        }
        String call = operation + " of the table " + table;
        Throwable cause = QuotedText.causeWithout(e, text);
        if (isPermanent(e)) {
            return new StoreNotPermittedException(
                    call + ": refused (" + AwsRefusal.describe(e)
                            + "). The call needs the table, as its definition is documented, in the client's Region, "
                            + operation.permission() + ", and use of the table's KMS key if there is one",
                    cause);
        }
        return new StoreUnavailableException(call + ": failed (" + AwsRefusal.describe(e) + ")", cause);
    }

    /** Returns whether a retry cannot help: a permission, the table, its Region or its KMS key is wrong. */
    private static boolean isPermanent(RuntimeException e) {
        if (!(e instanceof AwsServiceException service) || service.isThrottlingException()) {
            return false;
        }
        int status = service.statusCode();
        return status >= 300
                && status < 500
                && status != 408
                && status != 429
                && !TRANSIENT.contains(AwsRefusal.code(e));
    }
}
