package dev.tasktoken.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.pending.TokenStore.Area;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

class S3TokenStoreTest {
    private final S3Client client =
            LocalS3.client(URI.create("http://127.0.0.1:1")).build();
    private final S3TokenStore.Builder builder = S3TokenStore.builder(client, "waiting");

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "orders/", "orders/waiting/", "v1.2/", ".hidden/", "..a/", "(!_.*'-)/"})
    void takesAPrefix(String prefix) {
        assertThatCode(() -> builder.prefix(prefix)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "/", "/orders/", "a//b/", "./", "a/../b/", "a b/", "é/", "a%2F/", "a\n/"})
    void refusesAPrefixThatIsNone(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.prefix(prefix));
    }

    @Test
    void refusesAPrefixThatLeavesTooLittleOfTheKey() {
        assertThatCode(() -> builder.prefix("a".repeat(255) + "/")).doesNotThrowAnyException();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.prefix("a".repeat(256) + "/"));
    }

    @Test
    void refusesABlankBucketOrKmsKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> S3TokenStore.of(client, " "));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.sseKms(""));
    }

    @Test
    void theLifecycleRuleOfTheJavadocIsForTheKeysThatAreWritten() throws Exception {
        JsonNode rules = lifecycleRules();

        assertThat(rules).hasSize(Area.values().length).allSatisfy(rule -> {
            assertThat(rule.at("/Status").textValue()).isEqualTo("Enabled");
            assertThat(rule.at("/NoncurrentVersionExpiration/NoncurrentDays").intValue())
                    .isEqualTo(1);
        });
        assertThat(daysKept(rules, Area.TOKENS)).containsExactly(366);
        assertThat(daysKept(rules, Area.DECISIONS)).containsExactly(367);
    }

    private static List<Integer> daysKept(JsonNode rules, Area area) {
        String key = new ObjectKeys(S3TokenStore.DEFAULT_PREFIX).of(new TokenStore.Key(area, "order-1", "one"));
        return rules.valueStream()
                .filter(rule -> key.startsWith(rule.at("/Filter/Prefix").textValue()))
                .map(rule -> rule.at("/Expiration/Days").intValue())
                .toList();
    }

    private static JsonNode lifecycleRules() throws Exception {
        String source = Files.readString(Path.of("src/main/java/dev/tasktoken/s3/S3TokenStore.java"));
        int start = source.indexOf("{\"Rules\"");
        String json = source.substring(start, source.indexOf("</pre>", start)).replaceAll("(?m)^ \\*", "");
        return new JsonMapper().readTree(json).get("Rules");
    }
}
