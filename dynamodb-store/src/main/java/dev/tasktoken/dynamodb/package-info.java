/**
 * Keeps pending tasks in a DynamoDB table, and answers tasks whose tokens a state machine wrote into a table itself.
 *
 * <p>Start at {@link dev.tasktoken.dynamodb.DynamoDbTokenStore} or {@link dev.tasktoken.dynamodb.ItemTasks}.
 */
@NullMarked
package dev.tasktoken.dynamodb;

import org.jspecify.annotations.NullMarked;
