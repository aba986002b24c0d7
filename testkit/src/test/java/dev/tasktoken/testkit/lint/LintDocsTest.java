package dev.tasktoken.testkit.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LintDocsTest {
    private static final Path DOCS = Path.of("..", "docs", "lint.md");
    private static final Pattern RULE = Pattern.compile("^\\| `([a-z-]+)` \\| (error|warning) \\|", Pattern.MULTILINE);

    @Test
    void explainsEachRuleWithItsSeverityAndNoOther() throws IOException {
        String docs = Files.readString(DOCS);

        assertThat(RULE.matcher(docs).results().map(row -> row.group(1) + " " + row.group(2)))
                .containsExactlyElementsOf(Arrays.stream(LintRule.values())
                        .map(rule -> rule.id() + " "
                                + rule.finding("", "").severity().name().toLowerCase(Locale.ROOT))
                        .toList());
    }
}
