package dev.tasktoken.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.FailureMapper;
import dev.tasktoken.TaskFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.lambda.model.ErrorObject;

class ErrorObjectsTest {
    @Test
    void anExceptionGivesItsClassMessageAndStackTrace() {
        TaskFailure failure = FailureMapper.lambda().map(new IllegalStateException("no\n\"money\""));

        ErrorObject object = ErrorObjects.of(failure.error(), failure.cause());

        assertThat(object.errorType()).isEqualTo("java.lang.IllegalStateException");
        assertThat(object.errorMessage()).isEqualTo("no\n\"money\"");
        assertThat(object.stackTrace()).first().asString().contains("ErrorObjectsTest");
        assertThat(object.errorData()).isNull();
    }

    @Test
    void anExceptionWithoutAMessageGivesNone() {
        TaskFailure failure = FailureMapper.lambda().map(new IllegalStateException());

        ErrorObject object = ErrorObjects.of(failure.error(), failure.cause());

        assertThat(object.errorMessage()).isNull();
        assertThat(object.stackTrace()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "more than 100 EUR", "{not JSON", "[1, 2", "{} {}", "42", "\"a text\""})
    void aTextIsTheMessage(String cause) {
        ErrorObject object = ErrorObjects.of("TooDear", cause);

        assertThat(object.errorType()).isEqualTo("TooDear");
        assertThat(object.errorMessage()).isEqualTo(cause);
        assertThat(object.errorData()).isNull();
        assertThat(object.hasStackTrace()).isFalse();
    }

    @Test
    void nothingOfAReportWithMoreMembersIsLost() {
        String cause = "{\"errorMessage\":\"too dear\",\"errorType\":\"TooDear\",\"limit\":100}";

        ErrorObject object = ErrorObjects.of("TooDear", cause);

        assertThat(object.errorMessage()).isEqualTo("too dear");
        assertThat(object.errorData()).isEqualTo(cause);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"limit\":100}",
                " [1,2]",
                "{\"errorMessage\":\"no type\"}",
                "{\"errorType\":\"no message\"}",
                "{\"errorMessage\":1,\"errorType\":\"E\"}"
            })
    void otherJsonIsTheDataToo(String cause) {
        ErrorObject object = ErrorObjects.of("TooDear", cause);

        assertThat(object.errorMessage()).isEqualTo(cause);
        assertThat(object.errorData()).isEqualTo(cause);
        assertThat(object.hasStackTrace()).isFalse();
    }
}
