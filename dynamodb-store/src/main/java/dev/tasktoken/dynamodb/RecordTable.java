package dev.tasktoken.dynamodb;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The definition of the table. Its indexes hold keys and times, never a text. */
final class RecordTable {
    static final String BY_TIME = "by-time";
    static final String BY_DEADLINE = "by-deadline";

    private RecordTable() {}

    static CreateTableRequest definition(String name) {
        return CreateTableRequest.builder()
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(keys(RecordAttributes.ID, RecordAttributes.NAME))
                .attributeDefinitions(Stream.of(
                                RecordAttributes.ID,
                                RecordAttributes.NAME,
                                RecordAttributes.LIST,
                                RecordAttributes.BY_TIME,
                                RecordAttributes.BY_DEADLINE)
                        .map(RecordTable::text)
                        .toList())
                .globalSecondaryIndexes(
                        index(BY_TIME, RecordAttributes.BY_TIME), index(BY_DEADLINE, RecordAttributes.BY_DEADLINE))
                .build();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static GlobalSecondaryIndex index(String name, String order) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(keys(RecordAttributes.LIST, order))
                .projection(Projection.builder()
                        .projectionType(ProjectionType.INCLUDE)
                        .nonKeyAttributes(
                                RecordAttributes.KEPT_UNTIL, RecordAttributes.LISTED_AT, RecordAttributes.LISTED_UNTIL)
                        .build())
                .build();
    }

    private static List<KeySchemaElement> keys(String partition, String sort) {
        return List.of(key(partition, KeyType.HASH), key(sort, KeyType.RANGE));
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
