package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.testkit.TestTokens;
import dev.tasktoken.testkit.lint.CallbackLint;
import dev.tasktoken.testkit.lint.LintFinding;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Definitions as files and command lines hand them to the linter. */
class DefinitionsFuzzTest {
    /** A path's name may end in the midst of a token, and names are shown. */
    private static final String MORE_THAN_A_NAME = TestTokens.ofLength(41);

    static Stream<byte[]> seeds() {
        return Stream.of(
                        state("\"Parameters\":{\"MessageBody\":{\"TaskToken.$\":\"$$.Task.Token\"}}"),
                        state("\"Parameters\":{\"MessageBody.$\":\"States.JsonMerge($, States.StringToJson('{}'),"
                                + " false)\"}"),
                        state("\"Parameters\":{\"MessageBody\":{\"t.$\":\"States.Format('{}', $$.Task.Token)\"}}"),
                        state("\"QueryLanguage\":\"JSONata\",\"Arguments\":{\"MessageBody\":\"{% $merge([$states.input,"
                                + "{'taskToken':$states.context.Task.Token}]) %}\"}"),
                        state("\"Retry\":[{\"ErrorEquals\":[\"States.Timeout\"]}],\"HeartbeatSeconds\":5,"
                                + "\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"W\"}],\"Parameters\":{}"),
                        "{\"StartAt\":\"M\",\"States\":{\"M\":{\"Type\":\"Map\",\"End\":true,\"ItemProcessor\":"
                                + state("\"Parameters\":{}") + "}}}")
                .map(Input::joined);
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void findsTheSameTwice(byte[] raw) {
        Input input = Input.of(raw);

        List<LintFinding> findings = CallbackLint.check(input.text(0));

        assertThat(findings.toString().contains(MORE_THAN_A_NAME)).isFalse();
        assertThat(CallbackLint.check(input.text(0))).isEqualTo(findings);
    }

    private static String state(String fields) {
        return "{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Task\",\"End\":true,"
                + "\"Resource\":\"arn:aws:states:::sqs:sendMessage.waitForTaskToken\"," + fields + "}}}";
    }
}
