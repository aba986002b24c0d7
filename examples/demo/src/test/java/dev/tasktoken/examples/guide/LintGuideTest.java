package dev.tasktoken.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.testkit.lint.CallbackLint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LintGuideTest {
    @Test
    void theDefinitionIsClean() throws IOException {
        String definition = Files.readString(Path.of("src/test/resources/guide/charge.asl.json"));

        assertThat(CallbackLint.check(definition)).isEmpty(); // each finding has rule, severity, state and message
        CallbackLint.requireClean(definition); // the same without AssertJ
    }

    @Test
    void whatTheReceiversReadWithCounts() throws IOException {
        String definition = Files.readString(Path.of("src/test/resources/guide/charge.asl.json"));

        CallbackLint lint = CallbackLint.builder()
                .express(false) // the type is not part of a definition
                .reader(CallbackReader.builder().tokenAt("/taskToken").build()) // what the receivers read with
                .accept("no-timeout") // leaves out the findings of a rule
                .build();
        lint.requireNoFindings(definition);
    }
}
