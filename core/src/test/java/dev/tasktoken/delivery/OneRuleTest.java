package dev.tasktoken.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.FakeSfn;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.Tokens;
import dev.tasktoken.processor.CallbackProcessor;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the kit of deliveries, which every adapter reads, cannot show: options of a reader, and hostile corners. Here
 * {@code <A>} is the task's own token and {@code <B>} a parent's.
 */
class OneRuleTest {
    private static final String A = Tokens.number(1);
    private static final String B = Tokens.number(2);

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"').replace("<A>", A).replace("<B>", B);
    }

    private static void isRefused(CallbackReader reader, Delivery delivery) {
        assertThatThrownBy(() -> reader.read(delivery))
                .isInstanceOf(AmbiguousTokenException.class)
                .hasMessageContaining("tokenAt")
                .hasMessageContaining("tokenInAttribute")
                .hasMessageNotContaining(Tokens.PREFIX);
    }

    private static void isRefused(String singleQuoted) {
        isRefused(CallbackReader.standard(), Delivery.of(json(singleQuoted)));
    }

    @Test
    void namesTheSlipAndItsPlace() {
        assertThatThrownBy(() ->
                        CallbackReader.standard().read(json("{'resume':'$$.Task.Token','data':{'taskToken':'<B>'}}")))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining("/resume")
                .hasMessageContaining("\"TaskToken.$\"")
                .hasMessageNotContaining(Tokens.PREFIX);
        assertThatThrownBy(() -> CallbackReader.standard()
                        .read(json("{'TaskToken.$':'$$.Task.Token','data':{'taskToken':'<B>'}}")))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageContaining("never resolved");
        isRefused("{'resume':'$$.Task.Token','taskToken':'<B>'}");
    }

    @Test
    void namesTheSlipInAnAttributeOfAnyName() {
        Delivery slip = Delivery.builder("{\"order\":1}")
                .attribute("resume", "$$.Task.Token")
                .build();

        assertThatThrownBy(() -> CallbackReader.standard().read(slip))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining("its path stands at attribute resume");
    }

    @Test
    void readsASlipThatIsTheWholeMessageAsNoToken() {
        assertThatThrownBy(() -> CallbackReader.standard().read("\"$$.Task.Token\""))
                .isInstanceOf(InvalidTaskTokenException.class)
                .hasMessageContaining("its path stands at the root");
    }

    @Test
    void looksForRivalsInItemsOfDynamoDb() {
        CallbackReader items = CallbackReader.builder().dynamoDbItems(true).build();

        isRefused(
                items,
                Delivery.of(json("{'NewImage':{'taskToken':{'S':'<B>'},'resumeWith':{'S':'<A>'},'n':{'N':'1'}}}")));
        assertThat(items.read(json("{'NewImage':{'taskToken':{'S':'<A>'},'n':{'N':'1'}}}"))
                        .taskToken()
                        .value())
                .isEqualTo(A);
    }

    @Test
    void looksForRivalsBesideATokenThatWasEncodedOnceMore() {
        CallbackReader reader = CallbackReader.builder().tokenIsBase64(true).build();
        String encoded = java.util.Base64.getEncoder().encodeToString(B.getBytes(StandardCharsets.UTF_8));

        isRefused(reader, Delivery.of(json("{'resumeWith':'<A>','data':{'taskToken':'" + encoded + "'}}")));
    }

    @Test
    void looksForRivalsInTheInputWhenItIsSearched() {
        CallbackReader reader = CallbackReader.builder().searchInput(true).build();

        isRefused(reader, Delivery.of(json("{'token':'<A>','input':{'taskToken':'<B>'}}")));
        isRefused(reader, Delivery.of(json("{'input':{'resumeWith':'<A>'},'data':{'taskToken':'<B>'}}")));
    }

    @Test
    void looksForRivalsInALargeMessage() {
        CallbackReader reader = CallbackReader.builder()
                .largeMessages((bucket, key) -> json("{'resumeWith':'<A>','data':{'taskToken':'<B>'}}"), Set.of("b"))
                .build();

        isRefused(
                reader,
                Delivery.of("[\"software.amazon.payloadoffloading.PayloadS3Pointer\","
                        + "{\"s3BucketName\":\"b\",\"s3Key\":\"k\"}]"));
    }

    /** The handler would work on the pointer instead of the message. */
    @Test
    void hasNoPayloadWhereAPointerIsNotFollowed() {
        Delivery delivery = Delivery.builder("[\"software.amazon.payloadoffloading.PayloadS3Pointer\","
                        + "{\"s3BucketName\":\"b\",\"s3Key\":\"k\"}]")
                .attribute("TaskToken", A)
                .build();
        CallbackEnvelope envelope = CallbackReader.standard().read(delivery);

        assertThat(envelope.taskToken().value()).isEqualTo(A);
        assertThatThrownBy(envelope::payloadText)
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("largeMessages");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'to\\u212aen':'x','tas\\u212atoken':'<B>','Task_Token':'<A>'}",
                "{'TASK-TOKEN':'<B>','__task__token__':'<A>'}",
                "{'taskT\\u006fken':'<B>','taskToken':'<A>'}",
                "{'detail-type':'d','source':'s','detail':{'taskToken':'<A>'},'taskToken':'<B>'}",
                "{'detail-type':'d','source':'s','detail':{'taskToken':'<A>'},'detail':{'taskToken':'<B>'}}",
                "{'detail-type':'d','source':'s','detail':'{\\'taskToken\\':\\'<B>\\'}','taskToken':'<A>'}",
                "{'Task':{'Token':'<B>'},'Execution':{'Id':'x'},'taskToken':'<A>'}",
                "{'Task':{'Token':'<B>'},'Execution':{'Id':'x'},'resumeWith':'<A>'}",
                "{'a':{'token':'<A>'},'b':{'token':'<B>'}}",
                "{'all':'[{\\'taskToken\\':\\'<A>\\'}]','data':{'taskToken':'<B>'}}",
                "{'broken':'{\\'taskToken\\':\\'<A>\\'','data':{'taskToken':'<B>'}}",
                "{'broken':'{\\'taskToken\\':\\'<A>\\'','token':'<B>'}",
                "{'taskToken ':'<A>','data':{'taskToken':'<B>'}}",
                "{'Type':'Notification','TopicArn':'t','Message':'{\\'order\\':{\\'taskToken\\':\\'<B>\\'}}','own':'<A>'}",
                "{'Type':'Notification','TopicArn':'t','Message':'{\\'taskToken\\':\\'<B>\\'}','token':'<A>'}",
            })
    void answersNoParentsTask(String body) {
        isRefused(body);
    }

    /** What only looks like a notification is not opened, and what its own key lacks nothing inside replaces. */
    @Test
    void opensNoNotificationThatHasAnEmptyTokenOfItsOwn() {
        assertThatThrownBy(() -> CallbackReader.standard()
                        .read(json("{'Type':'Notification','TopicArn':'t','taskToken':null,"
                                + "'Message':'{\\'taskToken\\':\\'<B>\\'}'}")))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageContaining("no text at /taskToken");
    }

    @Test
    void refusesDifferentAttributesOfQueueAndTopic() {
        String notification = json("{'Type':'Notification','TopicArn':'t','Message':'{}','MessageAttributes':"
                + "{'TaskToken':{'Type':'String','Value':'<B>'}}}");

        isRefused(
                CallbackReader.standard(),
                Delivery.builder(notification).attribute("TaskToken", A).build());
    }

    @Test
    void leavesItToTheCallersWord() {
        String body = json("{'resumeWith':'<A>','data':{'taskToken':'<B>'}}");
        Delivery delivery = Delivery.builder(json("{'taskToken':'<B>'}"))
                .attribute("resumeWith", A)
                .build();

        assertThat(CallbackReader.builder()
                        .tokenAt("/resumeWith")
                        .build()
                        .read(body)
                        .taskToken()
                        .value())
                .isEqualTo(A);
        assertThat(CallbackReader.builder()
                        .tokenInAttribute("resumeWith")
                        .build()
                        .read(delivery)
                        .taskToken()
                        .value())
                .isEqualTo(A);
    }

    /** The one case that no rule can tell: data with a token that is merged over the message's own keys. */
    @Test
    void cannotTellAnOwnTokenOfUnknownNameFromData() {
        String merged = json("{'resumeWith':'<A>','taskToken':'<B>'}");

        assertThat(CallbackReader.standard().read(merged).tokenPlace()).isEqualTo("/taskToken");
        assertThat(CallbackReader.builder()
                        .tokenAt("/resumeWith")
                        .build()
                        .read(merged)
                        .taskToken()
                        .value())
                .isEqualTo(A);
    }

    @Test
    void opensNoMoreTextsThanALimitInAll() {
        StringBuilder texts = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            texts.append("'t")
                    .append(i)
                    .append("':")
                    .append(TextNode.valueOf(json("{'a':'{}','b':'{}'}")))
                    .append(',');
        }

        isRefused("{" + texts + "'token':'<A>'}");
        assertThat(CallbackReader.standard()
                        .read(json("{" + texts + "'taskToken':'<A>'}"))
                        .taskToken()
                        .value())
                .isEqualTo(A);
    }

    record Resumed(String order, String taskToken) {}

    record Renamed(
            @com.fasterxml.jackson.annotation.JsonProperty("task_token")
            String resume) {}

    record Paid(String token, int amount) {}

    @Test
    void refusesARecordThatAsksForTheTokenWhenAProcessorIsBuilt() {
        TokenResponder responder = TokenResponder.of(new FakeSfn());

        for (Class<?> type : new Class<?>[] {Resumed.class, Renamed.class}) {
            assertThatThrownBy(() -> CallbackProcessor.of(responder, type, payload -> payload))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("taskToken()");
        }
        CallbackProcessor.of(responder, Paid.class, payload -> payload);
        CallbackReader workflowsData =
                CallbackReader.builder().payloadAt("/input").build();
        CallbackProcessor.builder(responder, Resumed.class)
                .reader(workflowsData)
                .handler((payload, task) -> Map.of())
                .build();
    }
}
