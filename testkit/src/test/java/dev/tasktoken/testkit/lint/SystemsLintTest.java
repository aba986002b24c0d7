package dev.tasktoken.testkit.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The systems' definitions, as they were published: none has a timeout, and nothing else is wrong with them. */
class SystemsLintTest {
    @ParameterizedTest
    @CsvSource({
        "callback-pattern, Start Task And Wait For Callback, 1",
        "external-system, Wait For External System, 1",
        "order-approval, WaitForConfirmation, 1",
        "payment, Charge Customer, 1",
        "three-integrations, Publish SQS message, 3"
    })
    void waitsUpToAYear(String system, String first, int count) throws IOException {
        List<LintFinding> findings = CallbackLint.check(definition(system));

        assertThat(findings).hasSize(count).extracting(LintFinding::rule).containsOnly("no-timeout");
        assertThat(findings.get(0).state()).isEqualTo(first);
    }

    static String definition(String system) throws IOException {
        String path = "/systems/" + system + ".asl.json";
        try (InputStream in = SystemsLintTest.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
