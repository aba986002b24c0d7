package dev.tasktoken.testkit.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * DynamoDB tables in memory, for {@code dynamodb:*} and {@code aws-sdk:dynamodb:*}: get, put, update and delete of one
 * item, with update and condition expressions, projections and return values.
 *
 * <p>Not here: queries, scans, indexes, transactions, streams, and limits to an item's size. Register such an operation
 * with {@link LocalIntegrations#on}.
 *
 * <p>Items are JSON in DynamoDB's own form, {@code {"id": {"S": "0001"}, "cents": {"N": "1999"}}}.
 *
 * <p>Thread-safe. Implemented by {@code LocalStepFunctions} only: methods may be added.
 */
public interface LocalTables {
    /**
     * Creates a table, empty, in place of the one of that name if there is one.
     *
     * @param name 3 to 255 letters, digits, {@code _}, {@code .} and {@code -}
     * @param key the attributes of the primary key: the partition key, and the sort key if there is one
     * @return this
     * @throws IllegalArgumentException if the name is not allowed, or there are not one or two key attributes
     */
    LocalTables create(String name, String... key);

    /**
     * Puts an item.
     *
     * @param table the table
     * @param item in DynamoDB's form: JSON text if it is a {@code String}, else what Jackson makes of it
     * @throws IllegalArgumentException if there is no such table, or that is no item of it
     */
    void put(String table, Object item);

    /**
     * Returns the items of a table at this moment.
     *
     * @param table the table
     * @return copies of the items in DynamoDB's form, in the order in which they were first put
     * @throws IllegalArgumentException if there is no such table
     */
    List<JsonNode> items(String table);
}
