package dev.tasktoken.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class BindingProblemTest {
    @Test
    void saysThatAMapperAllowsLess() {
        JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(3)
                                .build())
                        .build())
                .build();

        assertThatThrownBy(() -> mapper.readValue("[[[[1]]]]", int[][][][].class))
                .satisfies(thrown -> assertThat(BindingProblem.of(thrown).what())
                        .isEqualTo("nested deeper, or with longer texts or numbers, than the mapper allows"));
    }

    /** A deserializer's exception may have any causes. */
    @Test
    void endsWhereCausesAreCircular() {
        Exception outer = new IllegalStateException("secret");
        Exception inner = new IllegalArgumentException("secret", outer);
        outer.initCause(inner);

        assertThat(BindingProblem.of(new JsonMappingException(null, "secret", outer))
                        .description())
                .startsWith("java.lang.Illegal");
    }
}
