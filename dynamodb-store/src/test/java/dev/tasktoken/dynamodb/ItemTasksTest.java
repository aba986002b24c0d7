package dev.tasktoken.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Settings, and an item that others write, without a table. */
class ItemTasksTest {
    private final ScriptedHttp http = ScriptedHttp.closed();
    private final DynamoDbClient client =
            LocalTable.client(URI.create("http://127.0.0.1:1")).httpClient(http).build();
    private final RecordingResponder recording = RecordingResponder.create();
    private final ItemTasks.Builder builder = builder("orderId");

    private ItemTasks.Builder builder(String keyAttribute) {
        return ItemTasks.builder(recording.responder(), client, "orders", keyAttribute);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void refusesABlankName() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.tokenAttribute(""));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.decisionAttribute(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.statusAttribute(" "));
    }

    @Test
    void refusesAStatusThatWaitsWithoutTheNameOfItsAttribute() {
        builder.waitingStatus("PENDING");

        assertThatIllegalStateException().isThrownBy(builder::build).withMessageContaining("statusAttribute");
        assertThat(builder.statusAttribute("status").build()).isNotNull();
    }

    @Test
    void anItemThatOthersChangeWithoutEndIsUnavailableAndNothingIsSent() {
        String item = "{\"Item\":{\"taskToken\":{\"S\":\"" + TestTokens.numbered(1) + "\"}}}";
        for (int i = 0; i < 50; i++) {
            http.next(
                    ScriptedHttp.json(200, item),
                    ScriptedHttp.error(400, "ConditionalCheckFailedException", "The conditional request failed"));
        }

        assertThatThrownBy(() -> builder.build().succeed("order-1", 1))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("The item changes faster than it can be decided");
        assertThat(http.operations).startsWith("GetItem", "UpdateItem").endsWith("UpdateItem");
        assertThat(recording.answers()).isEmpty();
    }
}
