package dev.tasktoken.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/** The table and the policies of the folder {@code deploy} are those that the store needs. */
class DeployTest {
    private static final CreateTableRequest TABLE = DynamoDbTokenStore.tableDefinition("waiting");
    private static final Set<String> ACTIONS = Arrays.stream(Operation.values())
            .filter(operation -> operation != Operation.UPDATE_ITEM)
            .map(operation -> "dynamodb:" + operation)
            .collect(Collectors.toCollection(TreeSet::new));
    private static final Set<String> READING = Set.of("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query");

    private final JsonNode template = template();
    private final String terraform = text("main.tf");

    @Test
    void theTemplateHasTheTable() {
        JsonNode table = template.at("/Resources/WaitingTable/Properties");

        assertThat(keys(table)).isEqualTo(keys(TABLE.keySchema()));
        assertThat(table.get("AttributeDefinitions").valueStream())
                .extracting(definition -> definition.get("AttributeName").asText()
                        + definition.get("AttributeType").asText())
                .containsExactlyInAnyOrderElementsOf(TABLE.attributeDefinitions().stream()
                        .map(definition -> definition.attributeName() + definition.attributeTypeAsString())
                        .toList());
        assertThat(indexes(table))
                .isEqualTo(TABLE.globalSecondaryIndexes().stream()
                        .collect(Collectors.toMap(
                                index -> index.indexName(),
                                index -> keys(index.keySchema())
                                        + index.projection().projectionTypeAsString()
                                        + index.projection().nonKeyAttributes())));
        assertThat(table.at("/TimeToLiveSpecification/AttributeName").asText()).isEqualTo(RecordAttributes.EXPIRES_AT);
        assertThat(table.at("/TimeToLiveSpecification/Enabled").asBoolean()).isTrue();
    }

    @Test
    void theTemplateGrantsWhatTheStoreCallsAndNothingElse() {
        assertThat(actions("AnswerPolicy")).isEqualTo(ACTIONS);
        assertThat(actions("ReadDecisionsPolicy")).isEqualTo(READING);
        assertThat(template.at("/Resources/ReadDecisionsPolicy/Properties/PolicyDocument/Statement/0/Condition")
                        .toString())
                .isEqualTo("{\"ForAllValues:StringLike\":{\"dynamodb:LeadingKeys\":\"decisions#*\"}}");
    }

    @Test
    void terraformHasTheSameTable() {
        String table = terraform.substring(
                terraform.indexOf("resource \"aws_dynamodb_table\""), terraform.indexOf("data \"aws_region\""));

        assertThat(all(table, "hash_key += \"(\\w+)\""))
                .containsExactly(RecordAttributes.ID, RecordAttributes.LIST, RecordAttributes.LIST);
        assertThat(all(table, "range_key += \"(\\w+)\""))
                .containsExactly(RecordAttributes.NAME, RecordAttributes.BY_TIME, RecordAttributes.BY_DEADLINE);
        assertThat(all(table, "attribute \\{\\s+name = \"(\\w+)\"\\s+type = \"S\""))
                .containsExactlyElementsOf(TABLE.attributeDefinitions().stream()
                        .map(definition -> definition.attributeName())
                        .toList());
        assertThat(all(table, "name +=\\s+\"(by-\\w+)\""))
                .containsExactly(RecordTable.BY_TIME, RecordTable.BY_DEADLINE);
        assertThat(all(table, "non_key_attributes = \\[(.*)]"))
                .containsOnly("\"keptUntil\", \"listedAt\", \"listedUntil\"")
                .hasSize(2);
        assertThat(all(table, "attribute_name = \"(\\w+)\"")).containsExactly(RecordAttributes.EXPIRES_AT);
    }

    @Test
    void terraformGrantsTheSame() {
        int other = terraform.indexOf("data \"aws_iam_policy_document\" \"read_decisions\"");

        assertThat(new TreeSet<>(all(terraform.substring(0, other), "\"(dynamodb:\\w+)\"")))
                .isEqualTo(ACTIONS);
        assertThat(all(terraform.substring(other), "\"(dynamodb:\\w+)\",\n"))
                .containsExactlyInAnyOrderElementsOf(READING);
        assertThat(terraform.substring(other)).contains("[\"decisions#*\"]");
    }

    private Set<String> actions(String policy) {
        return new TreeSet<>(
                template
                        .at("/Resources/" + policy + "/Properties/PolicyDocument/Statement")
                        .findValues("Action")
                        .stream()
                        .flatMap(action -> action.isArray()
                                ? action.valueStream().map(JsonNode::asText)
                                : Stream.of(action.asText()))
                        .filter(action -> action.startsWith("dynamodb:"))
                        .toList());
    }

    private static Map<String, String> indexes(JsonNode table) {
        Map<String, String> indexes = new HashMap<>();
        table.get("GlobalSecondaryIndexes")
                .forEach(index -> indexes.put(
                        index.get("IndexName").asText(),
                        keys(index)
                                + index.at("/Projection/ProjectionType").asText()
                                + index.at("/Projection/NonKeyAttributes")
                                        .valueStream()
                                        .map(JsonNode::asText)
                                        .toList()));
        return indexes;
    }

    private static List<String> keys(JsonNode table) {
        return table.get("KeySchema")
                .valueStream()
                .map(key -> key.get("AttributeName").asText() + " "
                        + key.get("KeyType").asText())
                .toList();
    }

    private static List<String> keys(List<KeySchemaElement> schema) {
        return schema.stream()
                .map(key -> key.attributeName() + " " + key.keyTypeAsString())
                .toList();
    }

    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static JsonNode template() {
        return new JsonMapper().valueToTree(new Yaml(new Tags()).load(text("template.yaml")));
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of("deploy", file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads what CloudFormation's tags stand before, and leaves them out. */
    private static final class Tags extends SafeConstructor {
        private Tags() {
            super(new LoaderOptions());
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    if (node instanceof ScalarNode scalar) {
                        return constructScalar(scalar);
                    }
                    return node instanceof SequenceNode sequence
                            ? constructSequence(sequence)
                            : constructMapping((MappingNode) node);
                }
            });
        }
    }
}
