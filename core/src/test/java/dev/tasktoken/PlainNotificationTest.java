package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notifications taken apart without a parser; what they give up on, a parser reads. */
class PlainNotificationTest {
    private static final String[] PIECES = {
        "\"",
        "\\",
        "{",
        "}",
        ",",
        ":",
        " ",
        "x",
        "\n",
        "\"Message\":\"m\",",
        "\"Type\":\"x\",",
        "\\u0041",
        "\\n",
        "\t",
        ""
    };
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String HEAD = "'Type':'Notification','TopicArn':'arn:aws:sns:eu-central-1:1:t'";

    @Test
    void takesTheMessageOutOfWhatSnsWrites() {
        assertThat(message("{" + HEAD + ",'Subject':'s','Message':'{\\\"a\\\":1}','Signature':'x=='}"))
                .isEqualTo("{\"a\":1}");
        assertThat(message(" {\n 'Message' : 'm' ,\t" + HEAD + "\r}\n")).isEqualTo("m");
    }

    @Test
    void looksOverAttributesThatMarkNoToken() {
        String attributes =
                ",'MessageAttributes':{'kind':{'Type':'String','Value':'v'},'n':{'Type':'Number','Value':'1'}}";

        assertThat(message("{" + HEAD + ",'Message':'m'" + attributes + "}")).isEqualTo("m");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{HEAD}",
                "{HEAD,'Message':'m'} x",
                "{HEAD,'Message':'m'",
                "{HEAD,'Message':'m',}",
                "{HEAD,'Message':'m' 'Subject':'s'}",
                "{HEAD,'Message':'m','Message':'m'}",
                "{HEAD,'Message':'m','taskToken':'t'}",
                "{HEAD,'Message':5}",
                "{HEAD,'Message':{}}",
                "{HEAD,'Message':'m}",
                "{HEAD,'Message':'m','Subject':'a\\u0062'}",
                "{HEAD,'Message':'m','Subject':'a\tb'}",
                "{HEAD,'Message':'m','Subject':null}",
                "{HEAD,'Message':'m','Subj",
                "{'Type':'Notification','Message':'m'}",
                "{'Type':'SubscriptionConfirmation','TopicArn':'a','Message':'m','Token':'t'}",
                "{'Type':'UnsubscribeConfirmation','TopicArn':'a','Message':'m'}",
                "{HEAD,'Message':'m','MessageAttributes':{'taskToken':{'Type':'String','Value':'t'}}}",
                "{HEAD,'Message':'m','MessageAttributes':{'a':{'Type':'String','Value':'1','Value':'2'}}}",
                "{HEAD,'Message':'m','MessageAttributes':{'a':{'Type':'String','Value':'1'},'a':{'Type':'String','Value':'2'}}}",
                "{HEAD,'Message':'m','MessageAttributes':[]}"
            })
    void givesUpOnAnythingElse(String text) {
        assertThat(message(text.replace("HEAD", HEAD))).isNull();
    }

    /** What a damaged notification still says is what a parser says of it, too. */
    @Test
    void takesNothingOutThatAParserWouldNot() throws IOException {
        String whole = ("{" + HEAD
                        + ",'Message':'{\\\"a\\\":\\\"b\\\"}','Timestamp':'t','MessageAttributes':{'k':{'Type':'String','Value':'v'}}}")
                .replace('\'', '"');
        Random random = new Random(11);
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(whole);
            for (int damage = random.nextInt(3); damage >= 0; damage--) {
                int at = random.nextInt(text.length());
                String piece = PIECES[random.nextInt(PIECES.length)];
                text.replace(at, Math.min(text.length(), at + random.nextInt(2)), piece);
            }

            String message = PlainNotification.message(text.toString());

            if (message != null) {
                taken++;
                JsonNode parsed = STRICT.readTree(text.toString());
                assertThat(parsed.path("Message").textValue()).isEqualTo(message);
                assertThat(parsed.path("Type").textValue()).isEqualTo("Notification");
            }
        }
        assertThat(taken).isGreaterThan(1_000);
    }

    private static @Nullable String message(String text) {
        return PlainNotification.message(text.replace('\'', '"'));
    }
}
