package dev.tasktoken.testkit.lint;

import static dev.tasktoken.testkit.lint.Machines.LAMBDA;
import static dev.tasktoken.testkit.lint.Machines.SNS;
import static dev.tasktoken.testkit.lint.Machines.SQS;
import static dev.tasktoken.testkit.lint.Machines.json;
import static dev.tasktoken.testkit.lint.Machines.jsonataMachine;
import static dev.tasktoken.testkit.lint.Machines.machine;
import static dev.tasktoken.testkit.lint.Machines.task;
import static dev.tasktoken.testkit.lint.Machines.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.delivery.CallbackReader;
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
    void theTokenOfASyncTaskCanBeAnswered() {
        for (String resource :
                List.of("states:startExecution.sync", "states:startExecution.sync:2", "ecs:runTask.sync")) {
            assertThat(CallbackLint.check(machine(plain(resource, "'Parameters':{" + TOKEN + "}"))))
                    .as(resource)
                    .isEmpty();
        }
    }

    @Test
    void aReservedNameThatAFailStateRaisesCanBeCaught() {
        String machine = json("{'StartAt':'P','States':{'P':{'Type':'Parallel','Branches':[{'StartAt':'F','States':{"
                + "'F':{'Type':'Fail','Error':'States.FirstBranchDone'}}}],'Catch':[{'ErrorEquals':["
                + "'States.FirstBranchDone'],'Next':'Z'},{'ErrorEquals':['States.Timeuot'],'Next':'Z'}],'End':true},"
                + "'Z':{'Type':'Succeed'}}}");

        assertThat(CallbackLint.check(machine))
                .extracting(LintFinding::rule)
                .containsExactly("unknown-error-name", "reserved-error-name");
        assertThat(CallbackLint.check(machine).get(0).message()).contains("States.Timeuot");
    }

    @Test
    void aStateInAMapOrParallelStateHasTheMachinesLanguage() {
        String machine = json("{'StartAt':'M','States':{'M':{'Type':'Map','QueryLanguage':'JSONata','ItemProcessor':{"
                + "'StartAt':'S','States':{'S':{" + waiting("'End':true") + "}}},'End':true}}}");

        assertThat(CallbackLint.check(machine)).isEmpty();
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
                row("malformed-state", machine("'Comment':'no type'")),
                row("no-token", machine(task(SQS, sqs("{'orderId.$':'$.orderId'}")))),
                row("no-token", machine(task(SQS, sqs("{'t.$':'$.Task.Token'}")))),
                row("no-token", machine(task(SQS, sqs("{'t.$':'$$.Execution.Id'}")))),
                row("no-token", machine(task(SQS, sqs("'${Body}'")))),
                row("no-token", machine(task(SQS, "'Comment':'$$.Task.Token'"))),
                row("no-token", jsonataMachine(task(SQS, sqsA("{'t':'{% $states.input.token %}'}")))),
                row("no-token", jsonataMachine(task(SQS, sqsA("{'t':'{% $states.context.Execution.Id %}'}")))),
                row("literal-token", machine(task(SQS, sqs("{'taskToken':'$$.Task.Token'}")))),
                row("literal-token", machine(task(SQS, sqs("'Please answer $$.Task.Token'")))),
                row("literal-token", machine(task(SQS, sqs("{'a':['$$.Task.Token']}")))),
                row("literal-token", machine(task(SQS, sqs("{'a':'States.Format(`{}`, $$.Task.Token)'}")))),
                row("literal-token", machine(task(SQS, sqs("{'a':'{% $states.context.Task.Token %}'}")))),
                row("literal-token", jsonataMachine(task(SQS, sqsA("{'a':'$states.context.Task.Token'}")))),
                row("literal-token", jsonataMachine(task(SQS, sqsA("'Token: {% $states.context.Task.Token %}'")))),
                row("literal-token", jsonataMachine(task(SQS, sqsA("{'a':'$$.Task.Token'}")))),
                row("wrong-language", jsonataMachine(task(SQS, sqsA("{'a.$':'$$.Task.Token'}")))),
                row("wrong-language", jsonataMachine(task(SQS, sqsA("{'a':'{% $$.Task.Token %}'}")))),
                row("wrong-language", jsonataMachine(task(SQS, sqs("{" + TOKEN_A + "}")))),
                row("wrong-language", machine(task(SQS, "'Arguments':{'QueueUrl':'q','MessageBody':{}}"))),
                row("no-such-path", machine(task(SQS, sqs("{'a.$':'$$.Task.token'}")))),
                row("no-such-path", machine(task(SQS, sqs("{'a.$':'$$.task.Token'}")))),
                row("no-such-path", machine(task(SQS, sqs("{'a.$':'States.Format(`{}`, $$.Task.TaskToken)'}")))),
                row("no-such-path", jsonataMachine(task(SQS, sqsA("{'a':'{% $states.context.Task.token %}'}")))),
                row("token-without-wait", machine(plain("lambda:invoke", "'Parameters':{'Payload':{" + TOKEN + "}}"))),
                row("suffix-twice", machine(task(SQS, sqs("{'taskToken.$.$':'$$.Task.Token'}")))),
                row("token-without-wait", jsonataMachine(plain("lambda:invoke", "'Arguments':{" + TOKEN_A + "}"))),
                row("token-without-wait", machine("'Type':'Pass','Parameters':{" + TOKEN + "}")),
                row("token-without-wait", machine("'Type':'Pass','InputPath':'$$.Task.Token'")),
                row("express", distributed("EXPRESS", "DISTRIBUTED")),
                row(
                        "no-callbacks",
                        machine(task("arn:aws:states:::glue:startJobRun.waitForTaskToken", tokenParameters()))),
                row("no-callbacks", machine(task("arn:aws:states:::http:invoke.waitForTaskToken", tokenParameters()))),
                row(
                        "no-callbacks",
                        machine(task("arn:aws:lambda:eu-west-1:1:function:f.waitForTaskToken", tokenParameters()))),
                row(
                        "no-callbacks",
                        machine(task("arn:aws:states:::sqs:sendMessage.waitForTasktoken", tokenParameters()))),
                row("no-timeout", machine("'Type':'Task','Resource':'" + SQS + "'," + sqs("{" + TOKEN + "}"))),
                row(
                        "no-timeout",
                        jsonataMachine("'Type':'Task','Resource':'" + SQS + "'," + sqsA("{" + TOKEN_A + "}"))),
                row(
                        "heartbeat-without-timeout",
                        machine("'Type':'Task','Resource':'" + SQS + "','HeartbeatSeconds':9,"
                                + sqs("{" + TOKEN + "}"))),
                row("heartbeat-too-long", machine(waiting("'Comment':''").replace("20", "60"))),
                row("unknown-error-name", machine(waiting(caught("['States.Timedout']")))),
                row("unknown-error-name", machine(waiting(caught("['States.TaskTimeout']")))),
                row("unknown-error-name", machine(waiting(caught("['states.timeout']")))),
                row("unknown-error-name", machine(waiting(caught("[' States.TaskFailed ']")))),
                row("unknown-error-name", machine(waiting("'Retry':[{'ErrorEquals':['States.Nonsense']}]"))),
                row("reserved-error-name", machine("'Type':'Fail','Error':'States.Declined'")),
                row("misplaced-all", machine(waiting(caught("['States.ALL','Declined']")))),
                row("misplaced-all", machine(waiting(caught("['States.ALL']", "['Declined']")))),
                row(
                        "misplaced-all",
                        machine("'Type':'Parallel','Branches':[]," + caught("['States.ALL']", "['Declined']"))),
                row("unreachable-rule", machine(waiting(caught("['A','B']", "['B']")))),
                row("unreachable-rule timeout-not-caught", machine(waiting(caught("['States.TaskFailed']", "['B']")))),
                row("unreachable-rule", machine(waiting("'Retry':[{'ErrorEquals':['A']},{'ErrorEquals':['A']}]"))),
                row("timeout-not-caught", machine(waiting(caught("['States.TaskFailed']")))),
                row("one-timeout-name", machine(waiting(caught("['States.Timeout']")))),
                row("one-timeout-name", machine(waiting(caught("['States.HeartbeatTimeout','Declined']")))),
                row("one-timeout-name", machine(waiting("'Retry':[{'ErrorEquals':['States.Timeout']}]"))),
                row("token-not-found", machine(task(SQS, sqs("{'resume.$':'$$.Task.Token'}")))),
                row("token-not-found", machine(task(SQS, sqs("{'input':{" + TOKEN + "}}")))),
                row("token-not-found", machine(task(SQS, sqs("{'list':[{" + TOKEN + "}]}")))),
                row("token-not-found", machine(task(SQS, "'Parameters':{'MessageBody.$':'$$.Task.Token'}"))),
                row(
                        "token-not-found",
                        machine(task(
                                SNS,
                                "'Parameters':{'Message.$':'States.Format(`${Url}?taskToken={}`, $$.Task.Token)'}"))),
                row(
                        "token-not-found",
                        machine(task(
                                SNS,
                                "'Parameters':{'Message':'m','MessageAttributes':{'resume':{'DataType':'String',"
                                        + "'StringValue.$':'$$.Task.Token'}}}"))),
                row(
                        "token-not-found",
                        jsonataMachine(task(
                                LAMBDA,
                                "'Arguments':{'Payload':'{% {`resume`:" + " $states.context.Task.Token} %}'}"))),
                row("token-not-found", machine(task(ecs(), container("'TOKEN_ID'", "$$.Task.Token")))),
                row(
                        "token-not-found",
                        machine(task(
                                events(), "'Parameters':{'Entries':[{'Detail':{'resume.$':" + "'$$.Task.Token'}}]}"))),
                row("ambiguous-token", machine(task(SQS, sqs("{" + TOKEN + ",'externalSfnTaskToken.$':'$.parent'}")))),
                row("ambiguous-token", machine(task(SQS, sqs("{'token.$':'$.t','a':{" + TOKEN + "}}")))),
                row(
                        "merged-data",
                        machine(task(SQS, "'Parameters':{'MessageBody.$':'States.JsonMerge($$.Task, $, false)'}"))),
                row(
                        "merged-data",
                        machine(task(
                                SQS,
                                "'Parameters':{'MessageBody.$':'States.JsonMerge($.a, States.StringToJson(States.Format("
                                        + "`\\\\{\\\"resumeWith\\\":\\\"{}\\\"\\\\}`, $$.Task.Token)), false)'}"))),
                row(
                        "token-not-found merged-data",
                        jsonataMachine(task(
                                SQS,
                                "'Arguments':{'MessageBody':'{% $merge([{`resumeWith`: $states.context.Task.Token},"
                                        + " $states.input]) %}'}"))),
                row("ambiguous-token", machine(task(SQS, sqs("{'parentTaskToken.$':'$.t','a':{" + TOKEN + "}}")))),
                row(
                        "ambiguous-token",
                        machine(task(
                                ecs(),
                                "'Parameters':{'Overrides':{'ContainerOverrides':[{'Environment':["
                                        + "{'Name':'TASK_TOKEN','Value.$':'$$.Task.Token'},"
                                        + "{'Name':'PARENT_TASK_TOKEN','Value.$':'$.parent'}]}]}}"))));
    }

    static Stream<Arguments> cleanOnes() {
        return Stream.of(
                        machine(waiting("'Comment':''")),
                        "\uFEFF" + machine(waiting("'Comment':''")),
                        machine(waiting(caught("['States.ALL']"))),
                        machine(waiting(caught("['Declined','com.acme.Declined']", "['States.ALL']"))),
                        machine(waiting(caught("['States.TaskFailed','States.Timeout','States.HeartbeatTimeout']"))),
                        machine(waiting(
                                caught("['States.TaskFailed']", "['States.Timeout','States.HeartbeatTimeout']"))),
                        machine(waiting(caught("['States.TaskFailed','${Timeouts}']"))),
                        machine(waiting(caught("${Errors}"))),
                        machine(waiting("'Catch':${Catchers}")),
                        machine(waiting(caught("['States.Http.StatusCode.404','States.Permissions']"))),
                        machine("'Type':'Task','Resource':'" + SQS + "','TimeoutSeconds':60," + sqs("{" + TOKEN + "}")
                                + "," + caught("['States.Timeout']")),
                        machine("'Type':'Task','Resource':'" + SQS + "','TimeoutSecondsPath':'$.t',"
                                + sqs("{" + TOKEN + "}")),
                        machine("'Type':'Task','Resource':'" + SQS + "','TimeoutSeconds':${T},'HeartbeatSeconds':${H},"
                                + sqs("{" + TOKEN + "}")),
                        jsonataMachine(
                                "'Type':'Task','Resource':'" + SQS + "','TimeoutSeconds':'{% $states.input.t %}',"
                                        + "'HeartbeatSeconds':5," + sqsA("{" + TOKEN_A + "}")),
                        json("{'TimeoutSeconds':600,'States':{'S':{'Type':'Task','Resource':'" + SQS + "',"
                                + sqs("{" + TOKEN + "}") + "}}}"),
                        machine(task(SQS, "'Parameters':${Parameters}")),
                        machine(task(SQS, sqs("${Body}"))),
                        machine(task(SQS, sqs("{'taskToken.$':'${TokenPath}'}"))),
                        jsonataMachine(task(SQS, sqsA("'${Body}'"))),
                        machine(task(SQS, sqs("{'context.$':'$$'}"))),
                        machine(task(SQS, sqs("{'Task.$':'$$.Task'}"))),
                        machine(task(SQS, "'InputPath':'$$','Parameters':{'MessageBody.$':'$'}")),
                        machine(task(SQS, "'Parameters':{'MessageBody.$':'States.JsonToString($$)'}")),
                        machine(task(SQS, "'Parameters':{'MessageBody.$':'States.JsonMerge($, $$.Task, false)'}")),
                        jsonataMachine(task(
                                SQS,
                                "'Arguments':{'MessageBody':'{% $merge([$states.input,"
                                        + " {`taskToken`: $states.context.Task.Token}]) %}'}")),
                        machine(task(SQS, sqs("{'taskToken.$':'$$[`Task`][`Token`]'}"))),
                        machine(task(
                                SQS,
                                "'Parameters':{'MessageBody.$':'States.Format(`\\\\{\\\"taskToken\\\":\\\"{}\\\"\\\\}`,"
                                        + " $$.Task.Token)'}")),
                        machine(task(
                                SNS,
                                "'Parameters':{'Message':'m','MessageAttributes':{'TaskToken':{'DataType':"
                                        + "'String','StringValue.$':'$$.Task.Token'}}}")),
                        machine(task(
                                SNS,
                                "'Parameters':{'MessageStructure':'json','Message':{'default.$':'$$.Task.Token'}}")),
                        machine(task(
                                LAMBDA, "'Parameters':{'FunctionName':'f','Payload':{" + TOKEN + ",'input.$':'$'}}")),
                        machine(task(LAMBDA, "'Parameters':{'Payload':{" + TOKEN + ",'input':{'taskToken.$':'$.t'}}}")),
                        jsonataMachine(task(
                                LAMBDA,
                                "'Arguments':'{% {`Payload`: {`taskToken`: $states.context.Task.Token,"
                                        + " `order`: $states.input.order}} %}'")),
                        jsonataMachine(task(LAMBDA, "'Arguments':{'Payload':'{% $states.context %}'}")),
                        jsonataMachine(task(
                                LAMBDA,
                                "'Arguments':{'Payload':'{% $merge([$states.input,"
                                        + " {`taskToken`: $states.context.Task.Token}]) %}'}")),
                        jsonataMachine(task(
                                LAMBDA,
                                "'Arguments':{'Payload':'{% ($c := $states.context; {`taskToken`:"
                                        + " $c.Task.Token}) %}'}")),
                        machine(task(ecs(), container("'TASK_TOKEN'", "$$.Task.Token"))),
                        machine(task(
                                ecs(),
                                "'Parameters':{'Overrides':{'ContainerOverrides':[{'Command.$':"
                                        + "'States.Array(`--task-token`, $$.Task.Token)'}]}}")),
                        machine(task(
                                events(), "'Parameters':{'Entries':[{'Detail':{" + TOKEN + "}},{'Detail':{'a':1}}]}")),
                        machine(task("arn:aws:states:::aws-sdk:glue:startJobRun.waitForTaskToken", tokenParameters())),
                        machine(task(
                                "arn:${AWS::Partition}:states:::sqs:sendMessage.waitForTaskToken",
                                sqs("{" + TOKEN + "}"))),
                        machine("'Type':'Task','Resource':'arn:aws:states:eu-west-1:1:activity:a','Parameters':{"
                                + TOKEN + "}"),
                        machine("'Type':'Task','Resource':'${Resource}','Parameters':{" + TOKEN + "}"),
                        machine("'Type':'Fail','Error':'Declined'"),
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
                CallbackLint.check(machine("'Type':'Parallel','Branches':[{'States':{}},{'States':{" + map + "}}]"));

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.state()).isEqualTo("S[1] > M > I");
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.toString()).startsWith("error [no-token] S[1] > M > I: The state waits");
        });
    }

    @Test
    void aStateMayHaveALanguageOfItsOwn() {
        String definition = machine(task(SQS, "'QueryLanguage':'JSONata'," + sqsA("{" + TOKEN_A + "}")));

        assertThat(CallbackLint.check(definition)).isEmpty();
    }

    @Test
    void saysWhatToWriteInstead() {
        assertThat(message(machine(task(SQS, sqs("{'taskToken':'$$.Task.Token'}")))))
                .contains("Parameters.MessageBody.taskToken", "end the key in .$", "\"taskToken.$\"");
        assertThat(message(machine(task(SQS, sqs("{'a':['$$.Task.Token']}"))))).contains("States.Array($$.Task.Token)");
        assertThat(message(machine(task(SQS, sqs("'Answer $$.Task.Token'"))))).contains("States.Format");
        assertThat(message(machine(task(SQS, sqs("{'t.$':'$.Task.Token'}")))))
                .contains("with one $, is the state's input");
        assertThat(message(machine(task(SQS, sqs("{'a':'{% $states.context.Task.Token %}'}")))))
                .contains("\"QueryLanguage\": \"JSONata\"");
        assertThat(message(jsonataMachine(task(SQS, sqsA("{'a.$':'$$.Task.Token'}")))))
                .contains("\"a\": \"{% $states.context.Task.Token %}\"");
        assertThat(message(machine(waiting(caught("['States.Timedout']"))))).contains("did you mean States.Timeout?");
        assertThat(message(machine(waiting(caught("['States.TaskTimeout']")))))
                .contains("did you mean States.Timeout?");
        assertThat(message(machine(task(SQS, sqs("{'resume.$':'$$.Task.Token'}")))))
                .contains("'resume'", "taskToken", "tokenAt(\"/resume\")");
        assertThat(message(machine(task(SQS, sqs("{'input':{" + TOKEN + "}}")))))
                .contains("at /input/taskToken, and input is not searched");
        assertThat(message(machine(task(SQS, sqs("{'list':[{" + TOKEN + "}]}")))))
                .contains("in a list");
        assertThat(message(machine(task(ecs(), container("'TOKEN_ID'", "$$.Task.Token")))))
                .contains("'TOKEN_ID'", "TASK_TOKEN");
        assertThat(message(machine(task(SQS, sqs("{'parentTaskToken.$':'$.t','a':{" + TOKEN + "}}")))))
                .contains("/parentTaskToken");
    }

    @Test
    void anExpressWorkflowCannotWait() {
        CallbackLint lint = CallbackLint.builder().express(true).build();

        assertThat(lint.findings(machine(waiting("'Comment':''"))))
                .extracting(LintFinding::rule)
                .containsExactly("express");
        assertThat(lint.findings(machine(plain("lambda:invoke", "'Parameters':{}"))))
                .isEmpty();
    }

    @Test
    void readsAsTheReceiversOwnReaderDoes() {
        String definition = machine(task(SQS, sqs("{'resume.$':'$$.Task.Token'}")));
        CallbackReader reader = CallbackReader.builder().tokenAt("/resume").build();

        assertThat(CallbackLint.builder().reader(reader).build().findings(definition))
                .isEmpty();
    }

    @Test
    void leavesOutWhatIsAccepted() {
        String definition = machine("'Type':'Task','Resource':'" + SQS + "'," + sqs("{" + TOKEN + "}"));

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
        String definition = machine("'Type':'Task','Resource':'" + SQS + "','Parameters':{}");

        assertThatThrownBy(() -> CallbackLint.requireClean(definition))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 finding(s)")
                .hasMessageContaining("error [no-token] S: ")
                .hasMessageContaining("warning [no-timeout] S: ");
        assertThatCode(() -> CallbackLint.requireClean(machine(waiting("'Comment':''"))))
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
        return machine("'Type':'Map','ItemProcessor':{'ProcessorConfig':{'Mode':'" + mode + "','ExecutionType':'" + type
                + "'},'StartAt':'I','States':{'I':{" + waiting("'End':true") + "}}}");
    }
}
