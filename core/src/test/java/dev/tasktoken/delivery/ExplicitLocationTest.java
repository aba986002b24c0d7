package dev.tasktoken.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.Tokens;
import org.junit.jupiter.api.Test;

class ExplicitLocationTest {
    private static final String A = Tokens.number(1);
    private static final String B = Tokens.number(2);

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"').replace("<A>", A).replace("<B>", B);
    }

    private static CallbackReader at(String pointer) {
        return CallbackReader.builder().tokenAt(pointer).build();
    }

    @Test
    void takesTheTokenFromWhereTheCallerSays() {
        CallbackEnvelope envelope = at("/meta/resume").read(json("{'taskToken':'<B>','meta':{'resume':'<A>','x':1}}"));

        assertThat(envelope.taskToken().value()).isEqualTo(A);
        assertThat(envelope.payloadText()).isEqualTo("{\"x\":1}");
    }

    @Test
    void goesThroughArraysAndJsonTextOnTheWay() {
        assertThat(at("/a/1/t").read(json("{'a':[0,{'t':'<A>'}]}")).taskToken().value())
                .isEqualTo(A);
        assertThat(at("/body/t")
                        .read(json("{'body':'{\\'t\\':\\'<A>\\'}'}"))
                        .taskToken()
                        .value())
                .isEqualTo(A);
    }

    /** Where nothing is searched for, the caller's word counts all the same. */
    @Test
    void takesTheTokenFromTheInputIfTheCallerSaysSo() {
        CallbackEnvelope envelope = at("/input").read(json("{'order':1,'input':'<A>'}"));

        assertThat(envelope.taskToken().value()).isEqualTo(A);
        assertThat(envelope.payloadText()).isEqualTo("{\"order\":1}");
        assertThat(at("/input/t")
                        .read(json("{'input':'{\\'t\\':\\'<A>\\'}','x':1}"))
                        .taskToken()
                        .value())
                .isEqualTo(A);
    }

    @Test
    void looksAtTheMessageAsItArrivedFirstThenInsideItsWrapping() {
        String event = json("{'version':'0','detail-type':'d','source':'s','detail':{'x':'<A>'}}");

        assertThat(at("/detail/x").read(event).taskToken().value()).isEqualTo(A);
        assertThat(at("/x").read(event).taskToken().value()).isEqualTo(A);
    }

    @Test
    void refusesAPointerThatLeadsToTwoValues() {
        assertThatThrownBy(() -> at("/x").read(json("{'x':'<A>','x':'<B>'}")))
                .isInstanceOf(AmbiguousTokenException.class);
    }

    @Test
    void saysThatAPointerLeadsNowhere() {
        assertThatThrownBy(() -> at("/x").read(json("{'taskToken':'<A>','x':1}")))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageContaining("/x");
    }

    @Test
    void refusesABodyThatGoesOnBehindTheToken() {
        assertThatThrownBy(() -> at("/m").read(json("{'m':'<A>'}{'m':'<B>'}")))
                .isInstanceOf(UnreadableDeliveryException.class);
    }

    @Test
    void checksAPointerWhenItIsSet() {
        assertThatThrownBy(() -> CallbackReader.builder().tokenAt("no/slash"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CallbackReader.builder().payloadAt("no/slash"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CallbackReader.builder().tokenInAttribute(" "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesTheTokenFromANamedAttribute() {
        CallbackReader reader =
                CallbackReader.builder().tokenInAttribute("resume").build();
        Delivery delivery = Delivery.builder(json("{'taskToken':'<B>'}"))
                .attribute("resume", A)
                .build();

        assertThat(reader.read(delivery).taskToken().value()).isEqualTo(A);
        assertThatThrownBy(() -> reader.read(json("{'taskToken':'<B>'}")))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageContaining("resume");
    }

    @Test
    void takesTheTokenThatTheCallersFunctionFinds() {
        CallbackReader reader = CallbackReader.builder()
                .tokenBy(message -> message.path("list").path(0).asText(null))
                .build();

        CallbackEnvelope envelope = reader.read(json("{'list':['<A>'],'taskToken':'<A>','x':1}"));

        assertThat(envelope.taskToken().value()).isEqualTo(A);
        assertThat(envelope.payload().path("x").intValue()).isEqualTo(1);
        assertThat(envelope.payload().has("taskToken")).isFalse();
    }

    /** The function is shown a tree, which keeps the last of two. */
    @Test
    void showsTheCallersFunctionNoMessageThatHasAKeyTwice() {
        CallbackReader reader = CallbackReader.builder()
                .tokenBy(message -> message.path("resume").textValue())
                .build();
        String body = "{\"resume\":\"" + Tokens.number(1) + "\",\"resume\":\"" + Tokens.number(2) + "\"}";

        assertThatThrownBy(() -> reader.read(body))
                .isInstanceOf(UnreadableDeliveryException.class)
                .hasMessageContaining("a key occurs twice")
                .hasMessageNotContaining(Tokens.PREFIX);
    }

    @Test
    void namesTheTypeOfWhatTheCallersFunctionThrew() {
        CallbackReader reader = CallbackReader.builder()
                .tokenBy(message -> {
                    throw new IllegalStateException("quotes " + message);
                })
                .build();

        assertThatThrownBy(() -> reader.read(json("{'x':'<A>'}")))
                .isInstanceOf(TokenNotFoundException.class)
                .hasMessageContaining("IllegalStateException")
                .hasMessageNotContaining("quotes");
    }

    @Test
    void bindsThePayloadAtAPointer() {
        CallbackReader reader = CallbackReader.builder().payloadAt("/input").build();

        JsonNode payload = reader.read(json("{'input':{'taskToken':'<B>','x':1},'token':'<A>'}"))
                .payload();

        assertThat(payload.path("x").intValue()).isEqualTo(1);
        assertThat(payload.path("taskToken").textValue())
                .as("the workflow's own data")
                .isEqualTo(B);
    }

    @Test
    void saysThatThereIsNoPayloadAtThePointer() {
        CallbackReader reader = CallbackReader.builder().payloadAt("/input").build();
        CallbackEnvelope envelope = reader.read(json("{'token':'<A>'}"));

        assertThatThrownBy(envelope::payload)
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("/input");
    }

    @Test
    void refusesTwoPayloadsAtThePointer() {
        CallbackReader reader = CallbackReader.builder().payloadAt("/input").build();
        CallbackEnvelope envelope = reader.read(json("{'input':1,'input':2,'token':'<A>'}"));

        assertThatThrownBy(envelope::payload).isInstanceOf(InvalidPayloadException.class);
    }

    @Test
    void goesThroughFourTextsInOneAnother() {
        String texts = TextNode.valueOf(json("{'t':'<A>'}")).toString();
        for (int i = 0; i < 3; i++) {
            texts = TextNode.valueOf("{\"b\":" + texts + "}").toString();
        }
        String four = "{\"b\":" + texts + "}";
        String five = "{\"b\":" + TextNode.valueOf(four) + "}";

        assertThat(at("/b/b/b/b/t").read(four).taskToken().value()).isEqualTo(A);
        assertThatThrownBy(() -> at("/b/b/b/b/b/t").read(five)).isInstanceOf(TokenNotFoundException.class);
    }

    @Test
    void looksForThePayloadAsTheMessageArrivedFirstThenInAnEventsDetail() {
        String event = json("{'detail-type':'d','source':'s','detail':{'source':1,'x':2,'taskToken':'<A>'}}");

        assertThat(payloadAt("/source").read(event).payloadText()).isEqualTo("s");
        assertThat(payloadAt("/x").read(event).payloadText()).isEqualTo("2");
        assertThat(payloadAt("/detail/x").read(event).payloadText()).isEqualTo("2");
    }

    private static CallbackReader payloadAt(String pointer) {
        return CallbackReader.builder().payloadAt(pointer).build();
    }
}
