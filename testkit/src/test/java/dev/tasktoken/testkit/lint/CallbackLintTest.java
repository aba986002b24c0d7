package dev.tasktoken.testkit.lint;

import static dev.tasktoken.testkit.lint.Machines.LAMBDA;
import static dev.tasktoken.testkit.lint.Machines.SNS;
import static dev.tasktoken.testkit.lint.Machines.SQS;
import static dev.tasktoken.testkit.lint.Machines.json;
import static dev.tasktoken.testkit.lint.Machines.of;
import static dev.tasktoken.testkit.lint.Machines.ofJsonata;
import static dev.tasktoken.testkit.lint.Machines.task;
import static dev.tasktoken.testkit.lint.Machines.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.CallbackReader;
import dev.tasktoken.testkit.lint.LintFinding.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CallbackLintTest {
    private static final String TOKEN = "'taskToken.$':'$$.Task.Token'";
    private static final String TOKEN_A = "'taskToken':'{% $states.context.Task.Token %}'";

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"findings", "cleanOnes"})
    void finds(String rules, String definition) {
        List<LintFinding> findings = CallbackLint.check(definition);

        assertThat(findings.stream().map(LintFinding::rule))
                .as(findings.toString())
                .containsExactlyInAnyOrder(rules.isEmpty() ? new String[0] : rules.split(" ", -1));
    }

    @Test
    void findsSomethingForEachRule() {
        Stream<String> expected = findings()
                .flatMap(row -> Arrays.stream(String.valueOf(row.get()[0]).split(" ", -1)));

        assertThat(expected.distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(LintRule.values()).map(LintRule::id).toList());
    }

    static Stream<Arguments> findings() {
        return Stream.of(
                row("unreadable", ""),
                row("unreadable", "[]"),
                row("unreadable", "{\"StartAt\": \"S\""),
                row("unreadable", json("{'Resources':{}}")),
                row("malformed-state", json("{'StartAt':'S','States':{'S':7}}")),
                row("malformed-state", of("'Comment':'no type'")),
                row("no-token", of(task(SQS, sqs("{'orderId.$':'$.orderId'}")))),
                row("no-token", of(task(SQS, sqs("{'t.$':'$.Task.Token'}")))),
                row("no-token", of(task(SQS, sqs("{'t.$':'$$.Execution.Id'}")))),
                row("no-token", of(task(SQS, sqs("'${Body}'")))),
                row("no-token", of(task(SQS, "'Comment':'$$.Task.Token'"))),
                row("no-token", ofJsonata(task(SQS, sqsA("{'t':'{% $states.input.token %}'}")))),
                row("no-token", ofJsonata(task(SQS, sqsA("{'t':'{% $states.context.Execution.Id %}'}")))),
                row("literal-token", of(task(SQS, sqs("{'taskToken':'$$.Task.Token'}")))),
                row("literal-token", of(task(SQS, sqs("'Please answer $$.Task.Token'")))),
                row("literal-token", of(task(SQS, sqs("{'a':['$$.Task.Token']}")))),
                row("literal-token", of(task(SQS, sqs("{'a':'States.Format(`{}`, $$.Task.Token)'}")))),
                row("literal-token", of(task(SQS, sqs("{'a':'{% $states.context.Task.Token %}'}")))),
                row("literal-token", ofJsonata(task(SQS, sqsA("{'a':'$states.context.Task.Token'}")))),
                row("literal-token", ofJsonata(task(SQS, sqsA("'Token: {% $states.context.Task.Token %}'")))),
                row("literal-token", ofJsonata(task(SQS, sqsA("{'a':'$$.Task.Token'}")))),
                row("wrong-language", ofJsonata(task(SQS, sqsA("{'a.$':'$$.Task.Token'}")))),
                row("wrong-language", ofJsonata(task(SQS, sqsA("{'a':'{% $$.Task.Token %}'}")))),
                row("wrong-language", ofJsonata(task(SQS, sqs("{" + TOKEN_A + "}")))),
                row("wrong-language", of(task(SQS, "'Arguments':{'QueueUrl':'q','MessageBody':{}}"))),
                row("no-such-path", of(task(SQS, sqs("{'a.$':'$$.Task.token'}")))),
                row("no-such-path", of(task(SQS, sqs("{'a.$':'$$.task.Token'}")))),
                row("no-such-path", of(task(SQS, sqs("{'a.$':'States.Format(`{}`, $$.Task.TaskToken)'}")))),
                row("no-such-path", ofJsonata(task(SQS, sqsA("{'a':'{% $states.context.Task.token %}'}")))),
                row("token-without-wait", of(plain("lambda:invoke", "'Parameters':{'Payload':{" + TOKEN + "}}"))),
                row("token-without-wait", of(plain("states:startExecution.sync:2", "'Parameters':{" + TOKEN + "}"))),
                row("token-without-wait", ofJsonata(plain("lambda:invoke", "'Arguments':{" + TOKEN_A + "}"))),
                row("token-without-wait", of("'Type':'Pass','Parameters':{" + TOKEN + "}")),
                row("token-without-wait", of("'Type':'Pass','InputPath':'$$.Task.Token'")),
                row("express", distributed("EXPRESS", "DISTRIBUTED")),
                row("no-callbacks", of(task("arn:aws:states:::glue:startJobRun.waitForTaskToken", tokenParameters()))),
                row("no-callbacks", of(task("arn:aws:states:::http:invoke.waitForTaskToken", tokenParameters()))),
                row(
                        "no-callbacks",
                        of(task("arn:aws:lambda:eu-west-1:1:function:f.waitForTaskToken", tokenParameters()))),
                row("no-callbacks", of(task("arn:aws:states:::sqs:sendMessage.waitForTasktoken", tokenParameters()))),
                row("no-timeout", of("'Type':'Task','Resource':'" + SQS + "'," + sqs("{" + TOKEN + "}"))),
                row("no-timeout", ofJsonata("'Type':'Task','Resource':'" + SQS + "'," + sqsA("{" + TOKEN_A + "}"))),
                row(
                        "heartbeat-without-timeout",
                        of("'Type':'Task','Resource':'" + SQS + "','HeartbeatSeconds':9," + sqs("{" + TOKEN + "}"))),
                row("heartbeat-too-long", of(waiting("'Comment':''").replace("20", "60"))),
                row("unknown-error-name", of(waiting(caught("['States.Timedout']")))),
                row("unknown-error-name", of(waiting(caught("['States.TaskTimeout']")))),
                row("unknown-error-name", of(waiting(caught("['states.timeout']")))),
                row("unknown-error-name", of(waiting(caught("[' States.TaskFailed ']")))),
                row("unknown-error-name", of(waiting("'Retry':[{'ErrorEquals':['States.Nonsense']}]"))),
                row("reserved-error-name", of("'Type':'Fail','Error':'States.Declined'")),
                row("misplaced-all", of(waiting(caught("['States.ALL','Declined']")))),
                row("misplaced-all", of(waiting(caught("['States.ALL']", "['Declined']")))),
                row("misplaced-all", of("'Type':'Parallel','Branches':[]," + caught("['States.ALL']", "['Declined']"))),
                row("unreachable-rule", of(waiting(caught("['A','B']", "['B']")))),
                row("unreachable-rule timeout-not-caught", of(waiting(caught("['States.TaskFailed']", "['B']")))),
                row("unreachable-rule", of(waiting("'Retry':[{'ErrorEquals':['A']},{'ErrorEquals':['A']}]"))),
                row("timeout-not-caught", of(waiting(caught("['States.TaskFailed']")))),
                row("one-timeout-name", of(waiting(caught("['States.Timeout']")))),
                row("one-timeout-name", of(waiting(caught("['States.HeartbeatTimeout','Declined']")))),
                row("one-timeout-name", of(waiting("'Retry':[{'ErrorEquals':['States.Timeout']}]"))),
                row("token-not-found", of(task(SQS, sqs("{'resume.$':'$$.Task.Token'}")))),
                row("token-not-found", of(task(SQS, sqs("{'input':{" + TOKEN + "}}")))),
                row("token-not-found", of(task(SQS, sqs("{'list':[{" + TOKEN + "}]}")))),
                row("token-not-found", of(task(SQS, "'Parameters':{'MessageBody.$':'$$.Task.Token'}"))),
                row(
                        "token-not-found",
                        of(task(
                                SNS,
                                "'Parameters':{'Message.$':'States.Format(`${Url}?taskToken={}`, $$.Task.Token)'}"))),
                row(
                        "token-not-found",
                        of(task(
                                SNS,
                                "'Parameters':{'Message':'m','MessageAttributes':{'resume':{'DataType':'String',"
                                        + "'StringValue.$':'$$.Task.Token'}}}"))),
                row(
                        "token-not-found",
                        ofJsonata(task(
                                LAMBDA,
                                "'Arguments':{'Payload':'{% {`resume`:" + " $states.context.Task.Token} %}'}"))),
                row("token-not-found", of(task(ecs(), container("'TOKEN_ID'", "$$.Task.Token")))),
                row(
                        "token-not-found",
                        of(task(events(), "'Parameters':{'Entries':[{'Detail':{'resume.$':" + "'$$.Task.Token'}}]}"))),
                row("ambiguous-token", of(task(SQS, sqs("{" + TOKEN + ",'externalSfnTaskToken.$':'$.parent'}")))),
                row("ambiguous-token", of(task(SQS, sqs("{'token.$':'$.t','a':{" + TOKEN + "}}")))),
                row("ambiguous-token", of(task(SQS, sqs("{'parentTaskToken.$':'$.t','a':{" + TOKEN + "}}")))),
                row(
                        "ambiguous-token",
                        of(task(
                                ecs(),
                                "'Parameters':{'Overrides':{'ContainerOverrides':[{'Environment':["
                                        + "{'Name':'TASK_TOKEN','Value.$':'$$.Task.Token'},"
                                        + "{'Name':'PARENT_TASK_TOKEN','Value.$':'$.parent'}]}]}}"))));
    }

    static Stream<Arguments> cleanOnes() {
        return Stream.of(
                        of(waiting("'Comment':''")),
                        "\uFEFF" + of(waiting("'Comment':''")),
                        of(waiting(caught("['States.ALL']"))),
                        of(waiting(caught("['Declined','com.acme.Declined']", "['States.ALL']"))),
                        of(waiting(caught("['States.TaskFailed','States.Timeout','States.HeartbeatTimeout']"))),
                        of(waiting(caught("['States.TaskFailed']", "['States.Timeout','States.HeartbeatTimeout']"))),
                        of(waiting(caught("['States.TaskFailed','${Timeouts}']"))),
                        of(waiting(caught("${Errors}"))),
                        of(waiting("'Catch':${Catchers}")),
                        of(waiting(caught("['States.Http.StatusCode.404','States.Permissions']"))),
                        of("'Type':'Task','Resource':'" + SQS + "','TimeoutSeconds':60," + sqs("{" + TOKEN + "}") + ","
                                + caught("['States.Timeout']")),
                        of("'Type':'Task','Resource':'" + SQS + "','TimeoutSecondsPath':'$.t',"
                                + sqs("{" + TOKEN + "}")),
                        of("'Type':'Task','Resource':'" + SQS + "','TimeoutSeconds':${T},'HeartbeatSeconds':${H},"
                                + sqs("{" + TOKEN + "}")),
                        ofJsonata("'Type':'Task','Resource':'" + SQS + "','TimeoutSeconds':'{% $states.input.t %}',"
                                + "'HeartbeatSeconds':5," + sqsA("{" + TOKEN_A + "}")),
                        json("{'TimeoutSeconds':600,'States':{'S':{'Type':'Task','Resource':'" + SQS + "',"
                                + sqs("{" + TOKEN + "}") + "}}}"),
                        of(task(SQS, "'Parameters':${Parameters}")),
                        of(task(SQS, sqs("${Body}"))),
                        of(task(SQS, sqs("{'taskToken.$':'${TokenPath}'}"))),
                        ofJsonata(task(SQS, sqsA("'${Body}'"))),
                        of(task(SQS, sqs("{'context.$':'$$'}"))),
                        of(task(SQS, sqs("{'Task.$':'$$.Task'}"))),
                        of(task(SQS, "'InputPath':'$$','Parameters':{'MessageBody.$':'$'}")),
                        of(task(SQS, "'Parameters':{'MessageBody.$':'States.JsonToString($$)'}")),
                        of(task(SQS, "'Parameters':{'MessageBody.$':'States.JsonMerge($, $$.Task, false)'}")),
                        of(task(SQS, sqs("{'taskToken.$':'$$[`Task`][`Token`]'}"))),
                        of(task(
                                SQS,
                                "'Parameters':{'MessageBody.$':'States.Format(`\\\\{\\\"taskToken\\\":\\\"{}\\\"\\\\}`,"
                                        + " $$.Task.Token)'}")),
                        of(task(
                                SNS,
                                "'Parameters':{'Message':'m','MessageAttributes':{'TaskToken':{'DataType':"
                                        + "'String','StringValue.$':'$$.Task.Token'}}}")),
                        of(task(
                                SNS,
                                "'Parameters':{'MessageStructure':'json','Message':{'default.$':'$$.Task.Token'}}")),
                        of(task(LAMBDA, "'Parameters':{'FunctionName':'f','Payload':{" + TOKEN + ",'input.$':'$'}}")),
                        of(task(LAMBDA, "'Parameters':{'Payload':{" + TOKEN + ",'input':{'taskToken.$':'$.t'}}}")),
                        ofJsonata(task(
                                LAMBDA,
                                "'Arguments':'{% {`Payload`: {`taskToken`: $states.context.Task.Token,"
                                        + " `order`: $states.input.order}} %}'")),
                        ofJsonata(task(LAMBDA, "'Arguments':{'Payload':'{% $states.context %}'}")),
                        ofJsonata(task(
                                LAMBDA,
                                "'Arguments':{'Payload':'{% $merge([$states.input,"
                                        + " {`taskToken`: $states.context.Task.Token}]) %}'}")),
                        ofJsonata(task(
                                LAMBDA,
                                "'Arguments':{'Payload':'{% ($c := $states.context; {`taskToken`:"
                                        + " $c.Task.Token}) %}'}")),
                        of(task(ecs(), container("'TASK_TOKEN'", "$$.Task.Token"))),
                        of(task(
                                ecs(),
                                "'Parameters':{'Overrides':{'ContainerOverrides':[{'Command.$':"
                                        + "'States.Array(`--task-token`, $$.Task.Token)'}]}}")),
                        of(task(events(), "'Parameters':{'Entries':[{'Detail':{" + TOKEN + "}},{'Detail':{'a':1}}]}")),
                        of(task("arn:aws:states:::aws-sdk:glue:startJobRun.waitForTaskToken", tokenParameters())),
                        of(task(
                                "arn:${AWS::Partition}:states:::sqs:sendMessage.waitForTaskToken",
                                sqs("{" + TOKEN + "}"))),
                        of("'Type':'Task','Resource':'arn:aws:states:eu-west-1:1:activity:a','Parameters':{" + TOKEN
                                + "}"),
                        of("'Type':'Task','Resource':'${Resource}','Parameters':{" + TOKEN + "}"),
                        of("'Type':'Fail','Error':'Declined'"),
                        json("{'States':{'S':${State}}}"),
                        distributed("STANDARD", "DISTRIBUTED"),
                        distributed("EXPRESS", "INLINE"))
                .map(definition -> row("", definition));
    }

    @Test
    void namesTheStateBehindTheStatesItIsIn() {
        String inner = "'I':{'Type':'Task','Resource':'" + SQS + "','TimeoutSeconds':5,'Parameters':{}}";
        String map = "'M':{'Type':'Map','Iterator':{'States':{" + inner + "}}}";

        List<LintFinding> findings =
                CallbackLint.check(of("'Type':'Parallel','Branches':[{'States':{}},{'States':{" + map + "}}]"));

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.state()).isEqualTo("S[1] > M > I");
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.toString()).startsWith("error [no-token] S[1] > M > I: The state waits");
        });
    }

    @Test
    void aStateMayHaveALanguageOfItsOwn() {
        String definition = of(task(SQS, "'QueryLanguage':'JSONata'," + sqsA("{" + TOKEN_A + "}")));

        assertThat(CallbackLint.check(definition)).isEmpty();
    }

    @Test
    void saysWhatToWriteInstead() {
        assertThat(message(of(task(SQS, sqs("{'taskToken':'$$.Task.Token'}")))))
                .contains("Parameters.MessageBody.taskToken", "end the key in .$", "\"taskToken.$\"");
        assertThat(message(of(task(SQS, sqs("{'a':['$$.Task.Token']}"))))).contains("States.Array($$.Task.Token)");
        assertThat(message(of(task(SQS, sqs("'Answer $$.Task.Token'"))))).contains("States.Format");
        assertThat(message(of(task(SQS, sqs("{'t.$':'$.Task.Token'}"))))).contains("with one $, is the state's input");
        assertThat(message(of(task(SQS, sqs("{'a':'{% $states.context.Task.Token %}'}")))))
                .contains("\"QueryLanguage\": \"JSONata\"");
        assertThat(message(ofJsonata(task(SQS, sqsA("{'a.$':'$$.Task.Token'}")))))
                .contains("\"a\": \"{% $states.context.Task.Token %}\"");
        assertThat(message(of(waiting(caught("['States.Timedout']"))))).contains("did you mean States.Timeout?");
        assertThat(message(of(waiting(caught("['States.TaskTimeout']"))))).contains("did you mean States.Timeout?");
        assertThat(message(of(task(SQS, sqs("{'resume.$':'$$.Task.Token'}")))))
                .contains("'resume'", "taskToken", "tokenAt(\"/resume\")");
        assertThat(message(of(task(SQS, sqs("{'input':{" + TOKEN + "}}")))))
                .contains("at /input/taskToken, and input is not searched");
        assertThat(message(of(task(SQS, sqs("{'list':[{" + TOKEN + "}]}"))))).contains("in a list");
        assertThat(message(of(task(ecs(), container("'TOKEN_ID'", "$$.Task.Token")))))
                .contains("'TOKEN_ID'", "TASK_TOKEN");
        assertThat(message(of(task(SQS, sqs("{'parentTaskToken.$':'$.t','a':{" + TOKEN + "}}")))))
                .contains("/parentTaskToken");
    }

    @Test
    void anExpressWorkflowCannotWait() {
        CallbackLint lint = CallbackLint.builder().express(true).build();

        assertThat(lint.findings(of(waiting("'Comment':''"))))
                .extracting(LintFinding::rule)
                .containsExactly("express");
        assertThat(lint.findings(of(plain("lambda:invoke", "'Parameters':{}")))).isEmpty();
    }

    @Test
    void readsAsTheReceiversOwnReaderDoes() {
        String definition = of(task(SQS, sqs("{'resume.$':'$$.Task.Token'}")));
        CallbackReader reader = CallbackReader.builder().tokenAt("/resume").build();

        assertThat(CallbackLint.builder().reader(reader).build().findings(definition))
                .isEmpty();
    }

    @Test
    void leavesOutWhatIsAccepted() {
        String definition = of("'Type':'Task','Resource':'" + SQS + "'," + sqs("{" + TOKEN + "}"));

        CallbackLint lint = CallbackLint.builder().accept("no-timeout").build();

        assertThat(lint.findings(definition)).isEmpty();
        assertThatCode(() -> lint.requireNoFindings(definition)).doesNotThrowAnyException();
    }

    @Test
    void acceptsOnlyRulesThatThereAre() {
        assertThatThrownBy(() -> CallbackLint.builder().accept("no-timeouts"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'no-timeouts'");
        assertThatThrownBy(() -> CallbackLint.builder().accept("unreadable"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void failsATestWithAllFindings() {
        String definition = of("'Type':'Task','Resource':'" + SQS + "','Parameters':{}");

        assertThatThrownBy(() -> CallbackLint.requireClean(definition))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 finding(s)")
                .hasMessageContaining("error [no-token] S: ")
                .hasMessageContaining("warning [no-timeout] S: ");
        assertThatCode(() -> CallbackLint.requireClean(of(waiting("'Comment':''"))))
                .doesNotThrowAnyException();
    }

    private static String message(String definition) {
        return CallbackLint.check(definition).get(0).message();
    }

    private static Arguments row(String rules, String definition) {
        return Arguments.of(rules, definition);
    }

    private static String sqs(String body) {
        return "'Parameters':{'QueueUrl':'q','MessageBody':" + body + "}";
    }

    private static String sqsA(String body) {
        return "'Arguments':{'QueueUrl':'q','MessageBody':" + body + "}";
    }

    private static String plain(String operation, String more) {
        return "'Type':'Task','Resource':'arn:aws:states:::" + operation + "'," + more;
    }

    private static String tokenParameters() {
        return "'Parameters':{'Arguments':{" + TOKEN + "}}";
    }

    private static String caught(String... errors) {
        String rules = Arrays.stream(errors)
                .map(names -> "{'ErrorEquals':" + names + ",'Next':'S'}")
                .reduce((a, b) -> a + "," + b)
                .orElse("");
        return "'Catch':[" + rules + "]";
    }

    private static String ecs() {
        return "arn:aws:states:::ecs:runTask.waitForTaskToken";
    }

    private static String events() {
        return "arn:aws:states:::events:putEvents.waitForTaskToken";
    }

    private static String container(String name, String value) {
        return "'Parameters':{'Overrides':{'ContainerOverrides':[{'Environment':[{'Name':" + name + ",'Value.$':'"
                + value + "'}]}]}}";
    }

    private static String distributed(String type, String mode) {
        return of("'Type':'Map','ItemProcessor':{'ProcessorConfig':{'Mode':'" + mode + "','ExecutionType':'" + type
                + "'},'StartAt':'I','States':{'I':{" + waiting("'End':true") + "}}}");
    }
}
