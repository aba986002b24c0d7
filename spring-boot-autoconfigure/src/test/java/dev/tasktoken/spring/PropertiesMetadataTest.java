package dev.tasktoken.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PropertiesMetadataTest {
    @Test
    void describesEveryProperty() throws IOException {
        assertThat(properties())
                .hasSizeGreaterThan(20)
                .allSatisfy(property -> assertThat(property.path("description").asString(""))
                        .as(property.path("name").asString())
                        .endsWith("."));
    }

    @Test
    void theGuideNamesEveryProperty() throws IOException {
        String guide = Files.readString(Path.of("../docs/spring-boot.md"));

        assertThat(properties())
                .extracting(property -> property.path("name").asString())
                .allSatisfy(name -> assertThat(guide).contains("`" + name + "`"));
    }

    private static List<JsonNode> properties() throws IOException {
        try (InputStream metadata = Objects.requireNonNull(
                TaskTokenProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            return JsonMapper.shared()
                    .readTree(metadata)
                    .path("properties")
                    .valueStream()
                    .toList();
        }
    }
}
