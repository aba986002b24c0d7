package dev.tasktoken.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.Tokens;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocatingTest {
    private static final CallbackReader READER = CallbackReader.standard();
    private static final String A = Tokens.number(1);
    private static final String B = Tokens.number(2);

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"').replace("<A>", A).replace("<B>", B);
    }

    private static CallbackEnvelope read(String singleQuoted) {
        return READER.read(json(singleQuoted));
    }

    private static void isAmbiguous(String singleQuoted) {
        assertThatThrownBy(() -> read(singleQuoted))
                .as(singleQuoted)
                .isInstanceOf(AmbiguousTokenException.class)
                .hasMessageNotContaining(Tokens.PREFIX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "taskToken", "TaskToken", "task_token", "TASK-TOKEN", "myTaskToken", "childTaskToken", "sfn_task_token",
                "sfnToken", "token", "Token", "callbackToken", "CALLBACK_TOKEN", "gate_1_task_token", "_task_token_"
            })
    void findsATokenByItsName(String key) {
        assertThat(read("{'order':1,'" + key + "':'<A>'}").taskToken().value()).isEqualTo(A);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accessToken",
                "paymentToken",
                "nextToken",
                "tokens",
                "taskTokens",
                "taskTokenId",
                "tok",
                "mySfnToken"
            })
    void leavesOtherTokensAlone(String key) {
        assertThatThrownBy(() -> read("{'" + key + "':'<A>'}"))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageContaining(key)
                .hasMessageNotContaining(Tokens.PREFIX);
    }

    @Test
    void prefersAStrongNameToAWeakOneBesideIt() {
        assertThat(read("{'token':'tok_visa','TaskToken':'<A>'}").taskToken().value())
                .isEqualTo(A);
        assertThat(read("{'TaskToken':'<A>','token':'tok_visa'}").taskToken().value())
                .isEqualTo(A);
    }

    @Test
    void prefersANearerTokenToADeeperOne() {
        assertThat(read("{'a':{'taskToken':'<B>'},'taskToken':'<A>'}")
                        .taskToken()
                        .value())
                .isEqualTo(A);
        assertThat(read("{'token':'<A>','a':{'token':'<B>'}}").taskToken().value())
                .isEqualTo(A);
    }

    @Test
    void findsATokenInsideAContainer() {
        CallbackEnvelope envelope = read("{'x':1,'body':{'a':{'TaskToken':'<A>','order':7}}}");

        assertThat(envelope.taskToken().value()).isEqualTo(A);
        assertThat(envelope.tokenPlace()).isEqualTo("/body/a/TaskToken");
        assertThat(envelope.payloadText()).isEqualTo("{\"order\":7}");
    }

    @Test
    void looksEightContainersDeepAndNoDeeper() {
        assertThat(READER.read(nested(8)).taskToken().value()).isEqualTo(A);
        assertThatThrownBy(() -> READER.read(nested(9))).isInstanceOf(TokenNotFoundException.class);
    }

    @Test
    void countsTheContainersOfAnEventFromItsDetail() {
        String event = "{\"detail-type\":\"d\",\"source\":\"s\",\"detail\":";

        assertThat(READER.read(event + nested(8) + "}").taskToken().value()).isEqualTo(A);
        assertThatThrownBy(() -> READER.read(event + nested(9) + "}")).isInstanceOf(TokenNotFoundException.class);
        assertThatThrownBy(() -> READER.read("{\"x\":" + nested(8) + ",\"detail\":1}"))
                .isInstanceOf(TokenNotFoundException.class);
    }

    /** Where workflows and relays put JSON as a text: among the own keys, or one container below. */
    @Test
    void opensNoTextThatIsTwoContainersDown() {
        String text = "'{\\'taskToken\\':\\'<A>\\'}'";

        assertThat(read("{'a':{'body':" + text + "}}").tokenPlace()).isEqualTo("/taskToken");
        assertThatThrownBy(() -> read("{'a':{'b':{'body':" + text + "}}}")).isInstanceOf(TokenNotFoundException.class);
    }

    private static String nested(int containers) {
        return "{\"c\":".repeat(containers) + json("{'taskToken':'<A>'}") + "}".repeat(containers);
    }

    @Test
    void doesNotLookInsideArrays() {
        assertThatThrownBy(() -> read("{'items':[{'taskToken':'<A>'}]}")).isInstanceOf(TokenNotFoundException.class);
        assertThatThrownBy(() -> read("[{'taskToken':'<A>'}]")).isInstanceOf(TokenNotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"input", "Input"})
    void doesNotLookInsideTheWorkflowsInput(String input) {
        String body = json("{'" + input + "':{'taskToken':'<B>'},'token':'<A>'}");

        assertThat(READER.read(body).taskToken().value()).isEqualTo(A);
        assertThatThrownBy(() -> read("{'" + input + "':{'taskToken':'<B>'}}"))
                .isInstanceOf(TokenNotFoundException.class);
        assertThatThrownBy(() -> read("{'" + input + "':'{\\'taskToken\\':\\'<B>\\'}'}"))
                .isInstanceOf(TokenNotFoundException.class);
    }

    @Test
    void looksInsideTheInputIfSetTo() {
        CallbackReader reader = CallbackReader.builder().searchInput(true).build();

        assertThat(reader.read(json("{'input':{'taskToken':'<A>'}}"))
                        .taskToken()
                        .value())
                .isEqualTo(A);
    }

    @Test
    void takesEqualCopiesForOneToken() {
        CallbackEnvelope envelope = read("{'taskToken':'<A>','task_token':'<A>','x':{'myTaskToken':'<A>','y':1}}");

        assertThat(envelope.taskToken().value()).isEqualTo(A);
        assertThat(envelope.payloadText()).isEqualTo("{\"x\":{\"y\":1}}");
    }

    @Test
    void refusesTwoTokensOfOneRank() {
        isAmbiguous("{'taskToken':'<A>','parentTaskToken':'<B>'}");
        isAmbiguous("{'a':{'taskToken':'<A>'},'b':{'taskToken':'<B>'}}");
        isAmbiguous("{'token':'<A>','callbackToken':'<B>'}");
    }

    @Test
    void refusesAStrongNameBehindANearerWeakOne() {
        isAmbiguous("{'token':'<A>','a':{'taskToken':'<B>'}}");
    }

    @Test
    void refusesAKeyThatOccursTwiceWithDifferentValues() {
        isAmbiguous("{'taskToken':'<A>','taskToken':'<B>'}");
        isAmbiguous("{'token':'1','token':'2','taskToken':'<A>'}");
        isAmbiguous("{'token':null,'token':'<A>'}");
        isAmbiguous("{'taskToken':{'taskToken':'<A>'},'taskToken':'<B>'}");
        isAmbiguous("{'a':{'taskToken':'<A>'},'a':{'taskToken':'<B>'}}");
        assertThat(read("{'taskToken':'<A>','taskToken':'<A>'}").taskToken().value())
                .isEqualTo(A);
    }

    @Test
    void needsNoTextsWhenTheTokenIsAmongTheOwnKeys() {
        StringBuilder texts = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            texts.append(",'t").append(i).append("':'{}'");
        }

        assertThat(read("{'taskToken':'<A>'" + texts + "}").taskToken().value()).isEqualTo(A);
        isAmbiguous("{'token':'<A>'" + texts + "}");
        assertThat(CallbackReader.builder()
                        .tokenAt("/token")
                        .build()
                        .read(json("{'token':'<A>'" + texts + "}"))
                        .taskToken()
                        .value())
                .isEqualTo(A);
    }

    @Test
    void refusesMoreCandidatesThanItLooksAt() {
        String keys = "'taskToken':'<A>',".repeat(65);

        isAmbiguous("{" + keys + "'x':1}");
    }

    @Test
    void refusesMoreCandidatesInTextsThanItLooksAt() {
        String text = "\\'token\\':\\'<A>\\',".repeat(63);
        StringBuilder texts = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            texts.append("'t").append(i).append("':'{").append(text).append("\\'x\\':1}',");
        }

        assertThat(read("{" + texts + "'taskToken':'<A>','a':{'taskToken':'<A>'},'b':{'taskToken':'<A>'}}")
                        .taskToken()
                        .value())
                .isEqualTo(A);
        isAmbiguous("{" + texts + "'t':'{" + text + "\\'x\\':1}','taskToken':'<A>'}");
    }

    @Test
    void refusesDifferentTokensInBodyAndAttribute() {
        Delivery both = Delivery.builder(json("{'taskToken':'<A>'}"))
                .attribute("TaskToken", B)
                .build();

        assertThatThrownBy(() -> READER.read(both))
                .isInstanceOf(AmbiguousTokenException.class)
                .hasMessageContaining("/taskToken")
                .hasMessageContaining("attribute TaskToken")
                .hasMessageContaining("tokenInAttribute")
                .hasMessageNotContaining(Tokens.PREFIX);
    }

    @Test
    void prefersAttributesToContainers() {
        Delivery deeper = Delivery.builder(json("{'x':{'taskToken':'<B>'}}"))
                .attribute("TaskToken", A)
                .build();

        assertThat(READER.read(deeper).taskToken().value()).isEqualTo(A);
    }

    @Test
    void refusesAWeakKeyBesideAStrongAttribute() {
        Delivery delivery = Delivery.builder(json("{'token':'<A>'}"))
                .attribute("TaskToken", B)
                .build();

        assertThatThrownBy(() -> READER.read(delivery)).isInstanceOf(AmbiguousTokenException.class);
    }

    @Test
    void findsTheTokenOfAPassedOnContextObject() {
        CallbackEnvelope envelope =
                read("{'order':1,'Ctx':{'Execution':{'Id':'x'},'Task':{'Token':'<A>'},'State':{'Name':'s'}}}");

        assertThat(envelope.taskToken().value()).isEqualTo(A);
        assertThat(envelope.payloadText()).isEqualTo("{\"order\":1}");
    }

    @Test
    void takesTheContextObjectOutOfThePayloadEvenIfTheTokenStandsBesideIt() {
        CallbackEnvelope envelope = read("{'executionContext':{'task':{'token':'<A>'}},'token':'<A>','order':1}");

        assertThat(envelope.payloadText()).isEqualTo("{\"order\":1}");
    }

    @Test
    void readsABodyThatIsTheContextObject() {
        CallbackEnvelope envelope = read("{'Execution':{'Id':'x'},'Task':{'Token':'<A>'}}");

        assertThat(envelope.taskToken().value()).isEqualTo(A);
        assertThat(envelope.payloadText()).isEqualTo("{\"Execution\":{\"Id\":\"x\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "execution",
                "Execution",
                "EXECUTION",
                "state",
                "State",
                "state_machine",
                "StateMachine",
                "_state"
            })
    void tellsAContextObjectByOneKeyBesideItsTask(String key) {
        assertThat(read("{'order':1,'c':{'" + key + "':7,'task':{'token':'<A>'}}}")
                        .payloadText())
                .isEqualTo("{\"order\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'job':{'token':'<A>'}", "'task':{'callbackToken':'<A>'}", "'task':['x'],'token':'<A>'"})
    void takesNoOtherObjectWithATokenForAContextObject(String members) {
        CallbackEnvelope envelope = read("{'order':1,'x':{" + members + "}}");

        assertThat(envelope.taskToken().value()).isEqualTo(A);
        assertThat(envelope.payloadText()).doesNotContain("order");
    }

    @Test
    void takesATaskOfTheBusinessForAContainer() {
        CallbackEnvelope envelope = read("{'task':{'title':'paint','token':'<A>'}}");

        assertThat(envelope.payloadText()).isEqualTo("{\"title\":\"paint\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "42", "true", "{'value':'CHILD'}", "['CHILD']"})
    void putsNothingInThePlaceOfAStrongNameThatHoldsNoText(String value) {
        for (String other : new String[] {"'token':'tok_visa'", "'a':{'taskToken':'<A>'}", "'x':1"}) {
            assertThatThrownBy(() -> read("{'taskToken':" + value + "," + other + "}"))
                    .isInstanceOf(TokenNotFoundException.class)
                    .hasMessageContaining("no text at /taskToken");
        }
    }

    @Test
    void putsNothingInThePlaceOfAnEmptyToken() {
        assertThatThrownBy(() -> read("{'taskToken':'','token':'tok_visa'}"))
                .isInstanceOf(InvalidTaskTokenException.class);
    }

    @Test
    void takesTheOneOfSeveralStrongNamesThatHoldsText() {
        assertThat(read("{'childTaskToken':null,'taskToken':'<A>','parentTaskToken':''}")
                        .taskToken()
                        .value())
                .isEqualTo(A);
    }

    @Test
    void passesOverAWeakNameThatHoldsNoText() {
        assertThat(read("{'token':null,'a':{'taskToken':'<A>'}}").taskToken().value())
                .isEqualTo(A);
        assertThat(read("{'token':'','a':{'taskToken':'<A>'}}").taskToken().value())
                .isEqualTo(A);
    }

    @Test
    void listsKeysAndAttributesButNoValuesWhenNothingIsFound() {
        Delivery delivery = Delivery.builder(json("{'orderId':'secret-1','data':{'why':'secret-2'}}"))
                .attribute("kind", "secret-3")
                .build();

        assertThatThrownBy(() -> READER.read(delivery))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageContaining("/orderId")
                .hasMessageContaining("/data/why")
                .hasMessageContaining("kind")
                .hasMessageNotContaining("secret");
    }

    @Test
    void listsTheKeysOfThreeContainersAndNoneOfLists() {
        assertThatThrownBy(
                        () -> read("{'a':{'b':{'deepest':{'hidden':1}}},'list':[{'hidden':2}],'c':{'d':{'last':3}}}"))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageContaining("[/a, /a/b, /a/b/deepest, /list, /c, /c/d, /c/d/last]");
    }

    @Test
    void listsTwentyKeys() {
        String keys = IntStream.range(10, 40).mapToObj(i -> "'k" + i + "':1").collect(Collectors.joining(","));

        assertThatThrownBy(() -> read("{" + keys + "}"))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageContaining("/k28, /k29]")
                .hasMessageNotContaining("/k30");
    }

    @Test
    void saysThatAPathWasNeverResolved() {
        assertThatThrownBy(() -> read("{'TaskToken.$':'$$.Task.Token'}"))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageContaining("never resolved");
    }

    /** A task that has more than a token is the business's. */
    @Test
    void keepsWhatStandsAroundATaskOfTheBusiness() {
        CallbackEnvelope envelope = READER.read(json("{'order':{'task':{'token':'<A>','name':'pay'}}}"));

        assertThat(envelope.taskToken().value()).isEqualTo(A);
        assertThat(envelope.payloadText()).isEqualTo("{\"name\":\"pay\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<context>", "{'order':1,'context':<context>}", "{'order':{'x':<context>}}"})
    void saysOfWhichStateAPassedOnContextObjectIs(String body) {
        assertThat(stateName(body, "Wait for payment")).hasValue("Wait for payment");
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 40})
    void showsNoPieceOfTheTokenAsTheNameOfItsState(int length) {
        assertThat(stateName("<context>", A.substring(100, 100 + length))).isEmpty();
        assertThat(stateName("<context>", "Wait for " + A)).isEmpty();
    }

    @Test
    void showsAShortNameOfAStateThatHappensToBeInTheToken() {
        String name = A.substring(100, 115);

        assertThat(stateName("<context>", name)).hasValue(name);
    }

    private static Optional<String> stateName(String body, String name) {
        String context = "{'Execution':{'Id':'e'},'State':{'Name':'" + name + "'},'Task':{'Token':'<A>'}}";
        return READER.read(json(body.replace("<context>", context))).stateName();
    }

    @Test
    void prefersAStrongNameInAContainerToAWeakOneInAnother() {
        assertThat(read("{'a':{'token':'x'},'b':{'taskToken':'<A>'}}")
                        .taskToken()
                        .value())
                .isEqualTo(A);
    }

    @Test
    void ignoresAStrongNameWithoutATextThatIsDeeperThanTheToken() {
        assertThat(read("{'a':{'taskToken':'<A>'},'b':{'c':{'taskToken':null}}}")
                        .taskToken()
                        .value())
                .isEqualTo(A);
    }

    @Test
    void saysWhichPlaceInAContainerHasNoText() {
        assertThatThrownBy(() -> read("{'a':{'taskToken':null}}"))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageContaining("there is no text at /a/taskToken");
    }

    @Test
    void namesTheBodysOwnKeyOfEqualCopies() {
        Delivery both = Delivery.builder(json("{'taskToken':'<A>'}"))
                .attribute("TaskToken", A)
                .build();

        assertThat(READER.read(both).tokenPlace()).isEqualTo("/taskToken");
        assertThat(read("{'context':{'Execution':{},'Task':{'Token':'<A>'}},'token':'<A>'}")
                        .tokenPlace())
                .isEqualTo("/token");
    }

    @Test
    void tellsAContextObjectByItsOwnKeys() {
        assertThat(read("{'a':{'x':1,'y':2},'b':{'task':{'token':'<A>'}}}").payloadText())
                .isEqualTo("{\"a\":{\"x\":1,\"y\":2}}");
    }
}
