package dev.tasktoken.testkit.internal.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases that the Lambda developer guide lists for partial batch responses. */
class BatchResponseTest {
    private static final Set<String> BATCH = Set.of("m-1", "m-2");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "null                                                                        | ``",
                "``                                                                          | ``",
                "{}                                                                          | ``",
                "\"done\"                                                                    | ``",
                "{\"batchItemFailures\": null}                                               | ``",
                "{\"batchItemFailures\": []}                                                 | ``",
                "{\"batchItemFailures\": [{\"itemIdentifier\": \"m-2\"}]}                    | m-2",
                "{\"batchItemFailures\": [{\"itemIdentifier\": \"m-2\"}, {\"itemIdentifier\": \"m-1\"}]} | m-1 m-2",
                "{\"batchItemFailures\": [{\"itemIdentifier\": \"m-3\"}]}                    | m-1 m-2",
                "{\"batchItemFailures\": [{\"itemIdentifier\": \"\"}]}                       | m-1 m-2",
                "{\"batchItemFailures\": [{\"itemIdentifier\": null}]}                       | m-1 m-2",
                "{\"batchItemFailures\": [{\"messageId\": \"m-1\"}]}                         | m-1 m-2",
                "{\"batchItemFailures\": {\"itemIdentifier\": \"m-1\"}}                      | m-1 m-2",
                "not JSON                                                                    | m-1 m-2"
            })
    void failsWhatIsNamedAndEverythingIfTheNamesMakeNoSense(String response, String failed) {
        List<String> expected = failed.isEmpty() ? List.of() : List.of(failed.split(" "));

        assertThat(BatchResponse.of(response).failed(BATCH)).containsExactlyInAnyOrderElementsOf(expected);
    }
}
