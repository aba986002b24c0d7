package dev.tasktoken.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.stores.EarlierRecordsContract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/** The items of version 0.1. */
class EarlierRecordsIT extends EarlierRecordsContract {
    private record Table(LocalTable table) implements Storage {
        @Override
        public TokenStore store() {
            return DynamoDbTokenStore.builder(table.client(), table.name())
                    .clock(() -> NOW)
                    .build();
        }

        @Override
        public String save() {
            return table.client().scan(scan -> scan.tableName(table.name())).items().stream()
                    .map(item -> ItemText.of(item) + "\n")
                    .sorted()
                    .collect(Collectors.joining());
        }

        @Override
        public void close() {
            table.close();
        }
    }

    @Test
    void aCompressedTextIsRead() throws IOException {
        String line = text("compressed-0.1.tsv").strip();

        assertThat(RecordText.read(ItemText.read(line))).isEqualTo("x".repeat(RecordText.LONGEST_PLAIN + 1));
    }

    /** Nobody adds an index to the tables that there are. */
    @Test
    void theTableIsTheSame() throws IOException {
        CreateTableRequest table = DynamoDbTokenStore.tableDefinition("waiting");
        String indexes = table.globalSecondaryIndexes().stream()
                .map(index -> "%s %s %s %s\n"
                        .formatted(
                                index.indexName(),
                                keys(index.keySchema()),
                                index.projection().projectionTypeAsString(),
                                index.projection().nonKeyAttributes()))
                .collect(Collectors.joining());

        assertThat(keys(table.keySchema()) + "\n" + indexes).isEqualTo(text("table-0.1.txt"));
    }

    private static List<String> keys(List<KeySchemaElement> keys) {
        return keys.stream()
                .map(key -> key.keyTypeAsString() + "=" + key.attributeName())
                .toList();
    }

    private static String text(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(EarlierRecordsIT.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    protected String file() {
        return "items-0.1.tsv";
    }

    @Override
    protected Storage empty() {
        return new Table(new LocalTable());
    }

    @Override
    protected Storage restored(String saved) {
        LocalTable table = new LocalTable();
        saved.lines()
                .map(ItemText::read)
                .forEach(item -> table.client()
                        .putItem(put -> put.tableName(table.name()).item(item)));
        return new Table(table);
    }
}
