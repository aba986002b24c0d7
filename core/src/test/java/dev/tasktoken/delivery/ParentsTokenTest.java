package dev.tasktoken.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
                "'detail-type':'d','source':'s','detail':{'resumeWith':'<A>'}",
                "'MessageAttributes':{'TaskToken':{'Type':'String','Value':null}}",
                "'MessageAttributes':{'TaskToken':{}}",
                "'MessageAttributes':{'TaskToken':null}",
                "'MessageAttributes':{'TaskToken':'<A>'}",
                "'MessageAttributes':{'resume':'<A>'}",
                "'MessageAttributes':{'resume':{'DataType':'String','StringValue':'<A>'}}",
                "'Token':'<A>'",
                "'Token':'$$.Task.Token'",
                "'SubscribeURL':'https://x.example/approve?t=<A>'",
                "'UnsubscribeURL':'https://x.example/approve?t=<A>'",
                "'Subject':'<A>'",
                "'SequenceNumber':['<A>']");
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
                "'resources':['<A>']",
                "'replay-name':'<A>'",
                "'account':{'resumeWith':'<A>'}"
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

    @Test
    void readsAnEventWithKeysThatAreNewToThisLibrary() {
        assertThat(read(event("{'taskToken':'<A>','order':{'taskToken':'<B>'}}", "'new':'x','replay-name':'r'")))
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
                "'resume':'<A in lines>'"
            })
    void seesTheOwnTokenBesideOneInAContainer(String own) {
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
                "'args':['--task-token','<A>']",
                "'args':['--task-token=<A>']"
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
                "{'requestContext':{},'headers':{'Authorization':'<image>','x-amz-security-token':'<image>'},'cookies':['s=<image>'],"
                    + "'body':'{\\'taskToken\\':\\'<A>\\'}'}"
            })
    void refusesNoMessageForWhatIsNoToken(String body) {
        String filled = body.replace("<image>", "Ab+/".repeat(150)).replace("<prose>", "so many words ".repeat(60));

        assertThat(read(filled)).isEqualTo(A);
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
}
