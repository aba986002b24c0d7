package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DefinitionSubstitutionsTest {
    @Test
    void fillsInEveryPlaceholderInQuotesOrNot() {
        String filled = DefinitionSubstitutions.apply(
                "{\"Url\": \"${Queue.Url}\", \"Again\": \"${Queue.Url}/x\", \"Seconds\": ${Limit}, \"On\": ${On}}",
                Map.of("Queue.Url", "http://q/$1\\x", "Limit", "60", "On", "true", "Unused", "1"));

        assertThat(filled)
                .isEqualTo(
                        "{\"Url\": \"http://q/$1\\x\", \"Again\": \"http://q/$1\\x/x\", \"Seconds\": 60, \"On\": true}");
    }

    @Test
    void leavesEverythingElseAlone() {
        String definition = "{\"a.$\": \"$.b\", \"c\": \"{% $x %}\", \"d\": \"$ {e} ${ f } ${}\"}";

        assertThat(DefinitionSubstitutions.apply(definition, Map.of())).isEqualTo(definition);
    }

    @Test
    void doesNotLookForPlaceholdersInValues() {
        assertThat(DefinitionSubstitutions.apply("${A}", Map.of("A", "${B}"))).isEqualTo("${B}");
    }

    @Test
    void namesAllPlaceholdersWithoutAValue() {
        assertThatThrownBy(() -> DefinitionSubstitutions.apply("${B} ${A} ${C}", Map.of("C", "secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[A, B]")
                .hasMessageNotContaining("secret");
    }
}
