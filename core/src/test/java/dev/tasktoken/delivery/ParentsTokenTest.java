package dev.tasktoken.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.FakeEnvironment;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.Tokens;
import dev.tasktoken.internal.TokenLike;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a second reader of the locating code tried in order to have a parent's task answered. {@code <A>} is the task's
 * own token and {@code <B>} a parent's; {@code <A with spaces>} lost its plus signs in a link.
 */
class ParentsTokenTest {
    private static final String A = Tokens.number(1);
    private static final String B = Tokens.number(2);

    private static String json(String singleQuoted) {
        return singleQuoted
                .replace('\'', '"')
                .replace('`', '\'')
                .replace("<A>", A)
                .replace("<A with spaces>", A.replace('+', ' '))
                .replace("<A in lines>", A.replaceAll(".{76}", "$0\\\\r\\\\n"))
                .replace("<B>", B);
    }

    private static void isRefused(CallbackReader reader, Delivery delivery) {
        assertThatThrownBy(() -> reader.read(delivery))
                .isInstanceOf(TaskTokenException.class)
                .hasMessageNotContaining(Tokens.PREFIX);
    }

    private static String read(String body) {
        return CallbackReader.standard().read(json(body)).taskToken().value();
    }

    static Stream<String> notification() {
        return Stream.of(
                "'meta':{'taskToken':'<A>'}",
                "'resumeWith':'<A>'",
                "'meta':{'resumeWith':'<A>'}",
                "'meta':{'Message':'<A>'}",
                "'list':['<A>']",
                "'resume':'$$.Task.Token'",
                "'link':'https://x.example/?t=\\u0024\\u0024.Task.Token'",
                "'detail-type':'d','source':'s','detail':{'resumeWith':'<A>'}",
                "'MessageAttributes':{'TaskToken':{'Type':'String','Value':null}}",
                "'MessageAttributes':{'TaskToken':{}}",
                "'MessageAttributes':{'TaskToken':null}",
                "'MessageAttributes':{'TaskToken':'<A>'}",
                "'MessageAttributes':{'resume':'<A>'}",
                "'MessageAttributes':{'resume':{'DataType':'String','StringValue':'<A>'}}",
                "'MessageAttributes':{'resume':['<A>']}",
                "'MessageAttributes':{'resume':{'Type':'String','Value':['<A>']}}",
                "'MessageAttributes':{'resume':{'Type':'String','Value':{'token':'<A>'}}}",
                "'MessageAttributes':{'<A>':{'Type':'String','Value':'x'}}",
                "'MessageAttributes':['<A>']",
                "'MessageAttributes':'<A>'",
                "'Message':{'resumeWith':'<A>'}",
                "'Message':['<A>']",
                "'Signature':{'resumeWith':'<A>'}",
                "'Signature':['<A>']",
                "'Token':'<A>'",
                "'Token':'$$.Task.Token'",
                "'SubscribeURL':'https://x.example/approve?t=<A>'",
                "'UnsubscribeURL':'https://x.example/approve?t=<A>'",
                "'Subject':'<A>'",
                "'SequenceNumber':['<A>']",
                "'link':'https://x.example/?t=$$.Task.Token'",
                "'UnsubscribeURL':'https://x.example/?t=$$.Task.Token'",
                "'<A>':'x'");
    }

    /** SNS writes no such keys, so a state put them there. */
    @ParameterizedTest
    @MethodSource("notification")
    void refusesANotificationWithAnOwnTokenBesideItsMessage(String more) {
        isRefused(CallbackReader.standard(), Delivery.of(json(notification("{\\'taskToken\\':\\'<B>\\'}", more))));
    }

    @Test
    void readsANotificationWithKeysThatAreNewToThisLibrary() {
        String signature = "'Signature':'" + "Ab+/".repeat(171) + "'";

        assertThat(read(notification("{\\'taskToken\\':\\'<A>\\'}", "'New':{'a':1}," + signature)))
                .isEqualTo(A);
        assertThat(read(notification("{\\'order\\':{\\'taskToken\\':\\'<A>\\'}}", "'New':{'a':1}," + signature)))
                .isEqualTo(A);
    }

    /** EventBridge writes no such keys, so a state put them there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'resumeWith':'<A>'",
                "'meta':{'resumeWith':'<A>'}",
                "'meta':{'taskToken':'<A>'}",
                "'meta':['<A>']",
                "'resume':'$$.Task.Token'",
                "'link':'https://x.example/?t=\\u0024\\u0024.Task.Token'",
                "'resources':['<A>']",
                "'replay-name':'<A>'",
                "'link':'https://x.example/?t=$$.Task.Token'",
                "'source':'app $$.Task.Token'",
                "'<A>':'x'",
                "'account':{'resumeWith':'<A>'}",
                "'Message':'<A>'",
                "'Signature':'<A>'",
                "'MessageAttributes':{'resume':{'Type':'String','Value':'<A>'}}"
            })
    void refusesAnEventWithAnOwnTokenBesideItsDetail(String more) {
        isRefused(CallbackReader.standard(), Delivery.of(json(event("{'taskToken':'<B>'}", more))));
    }

    /** Data that was merged over an event, as a second message of a notification is refused. */
    @ParameterizedTest
    @ValueSource(strings = {"{'order':{'taskToken':'<A>'}}", "{'resumeWith':'<A>'}", "{}", "7"})
    void refusesAnEventWithTwoDetails(String detail) {
        String second = "'detail':" + detail;

        isRefused(CallbackReader.standard(), Delivery.of(json(event("{'taskToken':'<B>'}", second))));
        isRefused(CallbackReader.standard(), Delivery.of(json(event(detail, "'detail':{'taskToken':'<B>'}"))));
    }

    /** An event may carry a notification, whose attributes are no deeper than its message. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'MessageAttributes':{'resumeWith':{'Type':'String','Value':'$$.Task.Token'}}",
                "'messageAttributes':{'taskTokens':{'stringValue':'$.Task.Token','dataType':'String'}}"
            })
    void refusesAnEventWithThePathToTheOwnTokenInAnAttribute(String attributes) {
        String detail = "{'Type':'Notification','Message':'{\\'taskToken\\':\\'<B>\\'}'," + attributes + "}";

        isRefused(CallbackReader.standard(), Delivery.of(json(event(detail, "'version':'0'"))));
    }

    @Test
    void readsAnEventWithKeysThatAreNewToThisLibrary() {
        assertThat(read(event("{'taskToken':'<A>','order':{'taskToken':'<B>'}}", "'new':'x','replay-name':'r'")))
                .isEqualTo(A);
        String prose = "'new':'" + "so many words ".repeat(60) + "'";
        assertThat(read(event("{'taskToken':'<A>','order':{'taskToken':'<B>'}}", prose)))
                .isEqualTo(A);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'taskToken':null,'parentTaskToken':'<B>'}",
                "{'taskToken':'','parentTaskToken':'<B>'}",
                "{'task_token':[],'parent_task_token':'<B>'}",
                "{'data':{'taskToken':null,'parentTaskToken':'<B>'}}",
                "{'TaskToken.$':null,'order':{'taskToken':'<B>'}}"
            })
    void letsNoLongerNameTakeThePlaceOfAPlainOneWithoutAText(String body) {
        isRefused(CallbackReader.standard(), Delivery.of(json(body)));
    }

    /** A child's own token has a name of its own, beside its parent's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'parentTaskToken':'<B>','resumeWith':'<A>'}",
                "{'parent_task_token':'<B>','callback':{'resumeWith':'<A>'}}",
                "{'parentTaskToken':'<B>','order':{'taskToken':'<A>'}}",
                "{'parentTaskToken':'<B>','PARENT-TASK-TOKEN':'<B>','links':['https://x.example/?t=<A>']}",
                "{'parentTaskToken':'<B>','resume':'$$.Task.Token'}"
            })
    void takesATokenThatSaysItIsAParentsForNoneBesideAnother(String body) {
        isRefused(CallbackReader.standard(), Delivery.of(json(body)));
    }

    @Test
    void seesTheOwnTokenBesideAnAttributeThatSaysItIsAParents() {
        isRefused(
                CallbackReader.standard(),
                Delivery.builder("{}")
                        .attribute("parentTaskToken", B)
                        .attribute("resume", A)
                        .build());
        isRefused(
                CallbackReader.standard(),
                Delivery.builder(json("{'resume':'<A>'}"))
                        .attribute("parentTaskToken", B)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'parentTaskToken':'<A>','order':7}",
                "{'parentTaskToken':'<A>','taskToken':'<A>','resumeWith':'<B>'}",
                "{'parentTaskToken':'<A>','input':{'taskToken':'<B>'}}"
            })
    void readsATokenThatSaysItIsAParentsWhereItIsTheOnlyOne(String body) {
        assertThat(read(body)).isEqualTo(A);
    }

    /** A state put the path into a link, as a text. */
    @ParameterizedTest
    @ValueSource(strings = {"{'taskToken':'<B>'}", "{'token':'<B>'}", "{'order':{'taskToken':'<B>'}}"})
    void seesThePathToTheOwnTokenInAnAttribute(String body) {
        isRefused(
                CallbackReader.standard(),
                Delivery.builder(json(body))
                        .attribute("link", "https://x.example/approve?t=$$.Task.Token")
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'taskToken':'<A>','childTaskToken':null}",
                "{'taskToken':'<A>','sfnToken':null}",
                "{'myTaskToken':'<A>','childTaskToken':''}"
            })
    void readsAFilledNameBesideOneWithoutAText(String body) {
        assertThat(read(body)).isEqualTo(A);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Signature':'<A>'",
                "'receiptHandle':'<A>'",
                "'cookies':['<A>']",
                "'headers':{'authorization':'<A>'}",
                "'meta':{'Message':'<A>'}",
                "'link':'https://x.example/approve?t=<A with spaces>'",
                "'resumeWith':'<A with spaces>'",
                "'links':'a=<A>=b=<A>=c=<A>'",
                "'task.$':'$$.Task'",
                "'task':'$$.Task'",
                "'context.$':'$$'",
                "'resume':'$$[`Task`][`Token`]'",
                "'resume':'$$.Task[`Token`]'",
                "'resume':'$states.context.Task'",
                "'resume':'{% $states.context.Task[`Token`] %}'",
                "'context':'{% $states.context %}'",
                "'resume':'$$.task.token'",
                "'resume':'$.Task.Token'",
                "'resume':'<A in lines>'",
                "'callbacks':{'<A>':'x'}",
                "'link':'https://x.example/approve?t=$$.Task.Token'",
                "'meta':{'link':'https://x.example/approve?t=$$.Task.Token'}",
                "'note':'[approve](https://x.example/?t=<A>)'",
                "'note':'[approve](https://x.example/?t=$$.Task.Token)'",
                "'note':'[1] approve: <A>'",
                "'note':'{approve} <A>'",
                "'meta':'{\\'list\\':[\\'<A>\\']}'"
            })
    void seesTheOwnTokenBesideOneInAContainer(String own) {
        isRefused(CallbackReader.standard(), Delivery.of(json("{'order':{'taskToken':'<B>'}," + own + "}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'cookies':{'resume':'<A>'},'requestContext':{}",
                "'cookies':[{'resume':'<A>'}],'requestContext':{}",
                "'cookies':['<A>'],'meta':{'requestContext':{}}",
                "'cookies':['<A>'],'meta':'{\\'requestContext\\':{}}'",
                "'cookies':['<A>'],'requestContext':'none'",
                "'headers':{'authorization':{'resume':'<A>'}},'requestContext':{}",
                "'headers':{'authorization':'<A>'},'meta':{'requestContext':{}}",
                "'receiptHandle':{'resume':'<A>'},'messageId':'m'",
                "'receiptHandle':'<A>','meta':{'messageId':'m'}",
                "'meta':'{\\'cookies\\':{\\'requestContext\\':{\\'resume\\':\\'<A>\\'}}}'"
            })
    void takesForATransportsTextOnlyWhatATransportWrites(String own) {
        isRefused(CallbackReader.standard(), Delivery.of(json("{'order':{'taskToken':'<B>'}," + own + "}")));
    }

    @Test
    void seesAnUnresolvedFunctionOfThePathBesideAnOwnKey() {
        isRefused(
                CallbackReader.standard(),
                Delivery.of(json("{'taskToken':'<B>','resume':'States.Format(`id={}`, $$.Task.Token)'}")));
    }

    @Test
    void seesATokenInAnAttributeThatLostItsPlusSigns() {
        isRefused(
                CallbackReader.standard(),
                Delivery.builder(json("{'taskToken':'<B>'}"))
                        .attribute("resume", A.replace('+', ' '))
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'link':'https://x.example/approve?taskToken=<A>'",
                "'link':'https://x.example/approve?sfn_token=<A>'",
                "'env':[{'Name':'TASK_TOKEN','Value':'<A>'}]",
                "'env':[{'Value':'<A>','Name':'TASK_TOKEN'}]",
                "'list':[{'taskToken':'<A>'}]",
                "'args':['--task-token','<A>']",
                "'args':['--task-token=<A>']",
                "'note':'[approve](https://x.example/?taskToken=<A>)'"
            })
    void seesAStrongNameInTextsBesideAWeakKey(String own) {
        isRefused(CallbackReader.standard(), Delivery.of(json("{'token':'<B>'," + own + "}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'order':{'taskToken':'<A>'},'price':'$$','total':'$$ 5.00'}",
                "{'order':{'taskToken':'<A>'},'id':'$states.context.Execution.Id'}",
                "{'token':'<A>','env':[{'Name':'IMAGE','Value':'<image>'}]}",
                "{'order':{'taskToken':'<A>'},'prose':'<prose>'}",
                "{'messageId':'m','receiptHandle':'<image>','body':'{\\'order\\':{\\'taskToken\\':\\'<A>\\'}}'}",
                "{'MessageId':'m','ReceiptHandle':'<image>','Body':'{\\'order\\':{\\'taskToken\\':\\'<A>\\'}}'}",
                "{'token':'<A>','callbacks':{'<image>':'x'},'note':'[image](data:<image>)'}",
                "{'requestContext':{},'headers':{'Authorization':'<image>','x-amz-security-token':'<image>'},'cookies':['s=<image>'],"
                        + "'body':'{\\'taskToken\\':\\'<A>\\'}'}",
                "{'requestContext':{},'multiValueHeaders':{'Cookie':['<image>']},'body':'{\\'taskToken\\':\\'<A>\\'}'}"
            })
    void refusesNoMessageForWhatIsNoToken(String body) {
        String filled = body.replace("<image>", "Ab+/".repeat(150)).replace("<prose>", "so many words ".repeat(60));

        assertThat(read(filled)).isEqualTo(A);
    }

    /** A workflow's own data may have such names, and callers prove themselves by few headers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'meta':{'authorization':'<A>'}",
                "'meta':{'cookies':['<A>']}",
                "'meta':{'headers':'x','cookie':'<A>'}",
                "'headers':{'x-resume':'<A>'}",
                "'multiValueHeaders':{'resume':['<A>']}"
            })
    void takesNothingForACredentialButACallsHeaders(String own) {
        String call = "{'requestContext':{},'order':{'taskToken':'<B>'},";

        isRefused(CallbackReader.standard(), Delivery.of(json(call + own + "}")));
        assertThat(read(call + "'multiValueHeaders':{'Cookie':['<A>'],'X-Api-Key':['<A>']}}"))
                .isEqualTo(B);
    }

    /** Some proxies hand on a client's certificate so. */
    @Test
    void takesNoCertificateForAToken() {
        String certificate = "-----BEGIN CERTIFICATE----- " + ("MIIDdzCCAl+g/" + "Ab".repeat(25) + " ").repeat(20);

        assertThat(TokenLike.isIn(certificate, A)).isFalse();
    }

    @Test
    void addsAnEmptyAttributeWhereATokenHasNoValue() {
        isRefused(
                CallbackReader.standard(),
                Delivery.builder(json("{'taskToken':'<B>'}"))
                        .attribute("TaskToken", "String", null)
                        .build());
    }

    @Test
    void looksNoFurtherThanANullAtThePlaceThatTheCallerNamed() {
        CallbackReader nested = CallbackReader.builder().tokenAt("/meta/resume").build();
        CallbackReader flat = CallbackReader.builder().tokenAt("/resume").build();

        isRefused(
                nested,
                Delivery.of(json(notification("{\\'meta\\':{\\'resume\\':\\'<B>\\'}}", "'meta':{'resume':null}"))));
        isRefused(flat, Delivery.of(json(event("{'resume':'<B>'}", "'resume':null"))));
        isRefused(flat, Delivery.of(json("{'resume':'<B>','resume':null}")));
        isRefused(nested, Delivery.of(json("{'meta':{'resume':'<B>'},'meta':{'x':1}}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void letsNoVariableTakeThePlaceOfAnEmptyOne(String empty) {
        Map<String, String> environment = Map.of("TASK_TOKEN", empty, "PARENT_TASK_TOKEN", B);

        assertThatThrownBy(() -> FakeEnvironment.among(environment)).isInstanceOf(AmbiguousTokenException.class);
        assertThat(FakeEnvironment.among(Map.of("TASK_TOKEN", A, "CHILD_TASK_TOKEN", empty))
                        .value())
                .isEqualTo(A);
    }

    @Test
    void letsNoArgumentTakeThePlaceOfOneWithoutAValue() {
        List<String> last = List.of("--parent-task-token=" + B, "--task-token");

        assertThatThrownBy(() -> FakeEnvironment.amongArguments(last)).isInstanceOf(AmbiguousTokenException.class);
    }

    /** A shell that left out a blank. */
    @Test
    void showsNoTokenThatBecameAnOptionsName() {
        List<String> joined = List.of("--task-token", A, "--" + B.replace("=", "") + "-task-token", "7");

        assertThatThrownBy(() -> FakeEnvironment.amongArguments(joined))
                .isInstanceOf(AmbiguousTokenException.class)
                .hasMessageNotContaining(Tokens.PREFIX);
    }

    @Test
    void namesABackslashInAToken() {
        assertThatThrownBy(() -> TaskToken.of(A.replace("/", "\\/")))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining("backslash");
    }

    private static String notification(String message, String more) {
        return "{'Type':'Notification','MessageId':'m','TopicArn':'arn:aws:sns:eu-central-1:123456789012:t','Message':'"
                + message + "','Timestamp':'2026-01-01T00:00:00.000Z'," + more + "}";
    }

    private static String event(String detail, String more) {
        return "{'version':'0','id':'i','detail-type':'d','source':'s','detail':" + detail + "," + more + "}";
    }

    /** JSON would call it a number. */
    @Test
    void seesAnOwnTokenOfDigitsOnly() {
        isRefused(
                CallbackReader.standard(),
                Delivery.of(json("{'order':{'taskToken':'<B>'},'resume':'" + "7".repeat(400) + "'}")));
    }

    @Test
    void ranksATokenInATextInsideATextAsAContainers() {
        String inside = json("{'inner':") + quoted(json("{'taskToken':'<B>'}"), 1) + "}";

        isRefused(CallbackReader.standard(), Delivery.of(json("{'resume':'<A>','body':") + quoted(inside, 1) + "}"));
    }

    /** Rule 5: what is deeper than the token that was found is data. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'order':{'taskToken':'<A>'},'a':{'b':{'link':'https://x.example/?t=$$.Task.Token'}}}",
                "{'order':{'taskToken':'<A>'},'a':{'b':'{\\'link\\':\\'https://x.example/?t=$$.Task.Token\\'}'}}",
                "{'order':{'taskToken':'<A>'},'detail':{'a':{'link':'https://x.example/?t=$$.Task.Token'}}}"
            })
    void ignoresAPathThatIsDeeperThanTheToken(String body) {
        assertThat(read(body)).isEqualTo(A);
    }

    @Test
    void ranksAPathInAnEventsDetailByTheDetailsOwnKeys() {
        String order = "'order':{'taskToken':'<B>'},";
        String link = "{'link':'https://x.example/?t=$$.Task.Token'}";

        isRefused(CallbackReader.standard(), Delivery.of(json(event("{" + order + "'a':" + link + "}", "'id':'i'"))));
        assertThat(read(event("{" + order + "'a':{'b':" + link + "}}", "'id':'i'")))
                .isEqualTo(B);
    }

    @Test
    void ranksATokenBesideAnEventsDetailAsAContainers() {
        isRefused(
                CallbackReader.standard(),
                Delivery.of(json(event("{'order':{'taskToken':'<A>'}}", "'meta':{'taskToken':'<B>'}"))));
    }

    @Test
    void seesThePathInPlaceOfAnEventsDetail() {
        isRefused(
                CallbackReader.standard(),
                Delivery.builder(json(event("'$$.Task.Token'", "'id':'i'")))
                        .attribute("TaskToken", B)
                        .build());
    }

    /** What cannot be taken apart may hold anything. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Approve: https://x.example/?taskToken=<A>",
                "{'taskToken':'<A>'",
                "'https://x.example/?taskToken=<A>'"
            })
    void seesTheOwnTokenInABodyThatIsNoObject(String body) {
        isRefused(
                CallbackReader.standard(),
                Delivery.builder(json(body)).attribute("parentTaskToken", B).build());
        isRefused(
                CallbackReader.standard(),
                Delivery.builder(json(body)).attribute("token", B).build());
        assertThat(CallbackReader.standard()
                        .read(Delivery.builder(json(body))
                                .attribute("parentTaskToken", A)
                                .build())
                        .taskToken()
                        .value())
                .isEqualTo(A);
    }

    @Test
    void seesThePathToTheOwnTokenInABodyThatIsNoJson() {
        isRefused(
                CallbackReader.standard(),
                Delivery.builder("Approve: https://x.example/?t=$$.Task.Token")
                        .attribute("parentTaskToken", B)
                        .build());
    }

    /** A parser refuses so long a text only when it is read, and a scan reads no lists. */
    @Test
    void seesTheOwnTokenInATextThatIsTooLongToParse() {
        String body = json("{'order':{'taskToken':'<B>'},'list':['<A> ") + "x ".repeat(10_000_001) + "\"]}";

        isRefused(CallbackReader.standard(), Delivery.of(body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'order':{'taskToken':'<B>'},'meta':{'list':[0,'<A>']}} | /meta/list/1",
                "{'order':{'taskToken':'<B>'},'callbacks':{'<A>':1}} | /callbacks/AAAAKgAAAAIA...",
                "{'order':{'taskToken':'<B>'},'meta':'{\\'list\\':[\\'<A>\\']}'} | /meta",
                "{'version':'0','detail-type':'d','source':'s','detail':{'taskToken':'<B>'},'m':{'x':'<A>'}} | /m/x",
                "{'Type':'Notification','TopicArn':'t','Message':'{\\'taskToken\\':\\'<B>\\'}','m':{'x':'<A>'}} | /m/x"
            })
    void saysWhereTheOtherOneIs(String body, String place) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(AmbiguousTokenException.class)
                .hasMessageContaining("something like a token is at " + place + ", too");
    }

    @Test
    void saysWhichAttributeHasTheOtherOne() {
        assertThatThrownBy(() -> CallbackReader.standard()
                        .read(Delivery.builder(json("{'taskToken':'<B>'}"))
                                .attribute("resume", A)
                                .build()))
                .hasMessageContaining("something like a token is at attribute resume, too");
        assertThatThrownBy(() -> CallbackReader.standard()
                        .read(Delivery.builder("Approve: " + A)
                                .attribute("parentTaskToken", B)
                                .build()))
                .hasMessageContaining("something like a token is at the root, too");
    }

    /** Otherwise a short body could have thousands of texts taken apart. */
    @Test
    void takesFourTextsInOneAnotherApart() {
        String inInput = json("{'input':'<A>'}");

        assertThat(read("{'order':{'taskToken':'<B>'},'list':[" + quoted(inInput, 4) + "]}"))
                .isEqualTo(B);
        isRefused(
                CallbackReader.standard(),
                Delivery.of(json("{'order':{'taskToken':'<B>'},'list':[") + quoted(inInput, 5) + "]}"));
    }

    private static String quoted(String text, int times) {
        String quoted = text;
        for (int i = 0; i < times; i++) {
            quoted = TextNode.valueOf(i == 0 ? quoted : "[" + quoted + "]").toString();
        }
        return quoted;
    }
}
