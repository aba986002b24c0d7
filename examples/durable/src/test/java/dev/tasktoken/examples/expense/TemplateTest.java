package dev.tasktoken.examples.expense;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must not get lost in the template. */
class TemplateTest {
    private String template = "";

    @BeforeEach
    void read() throws Exception {
        template = Files.readString(Path.of("template.yaml"));
    }

    private List<String> all(String pattern) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(template);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void callbacksAreAllowedOnExecutionsOfTheFunctionsVersions() {
        assertThat(all("(arn:\\S+:function:\\S+)"))
                .containsExactly("arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}"
                        + ":function:${DurableFunctionName}:*/durable-execution/*");
        assertThat(all("- lambda:(\\w+)"))
                .containsExactly(
                        "SendDurableExecutionCallbackSuccess",
                        "SendDurableExecutionCallbackFailure",
                        "SendDurableExecutionCallbackHeartbeat");
    }

    @Test
    void everyHandlerIsAClassHere() {
        assertThat(all("Handler: (\\S+)"))
                .hasSize(3)
                .allSatisfy(name -> assertThat(Class.forName(name)).hasPackage("dev.tasktoken.examples.expense"));
    }

    @Test
    void everyReferenceResolvesAndBatchesReportTheirFailures() {
        List<String> resources = all("(?m)^  (\\w+):");

        assertThat(all("!(?:Ref|GetAtt) (\\w+)")).allMatch(resources::contains);
        assertThat(template).contains("- ReportBatchItemFailures");
    }
}
