package dev.tasktoken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FailureTruncatorTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final TaskToken TOKEN = Tokens.token(1);

    private static PreparedAnswer.Failure fit(String error, String cause) {
        PreparedAnswer.Failure fitted = FailureTruncator.of(new TaskFailure(error, cause), TOKEN);
        assertThat(fitted.error().length()).isLessThanOrEqualTo(256);
        assertThat(fitted.cause().length()).isLessThanOrEqualTo(32_768);
        return fitted;
    }

    private static PreparedAnswer.Failure fit(Throwable thrown) {
        TaskFailure failure = FailureDescriber.describe(thrown, FailureMapper.lambda());
        return fit(failure.error(), failure.cause());
    }

    private static RuntimeException deep(String message, int frames) {
        RuntimeException e = new IllegalStateException(message);
        StackTraceElement frame = new StackTraceElement("com.example.shop.Checkout", "charge", "Checkout.java", 42);
        StackTraceElement[] trace = new StackTraceElement[frames];
        java.util.Arrays.fill(trace, frame);
        e.setStackTrace(trace);
        return e;
    }

    @Test
    void leavesAFailureThatFitsAsItIs() {
        assertThat(fit("e".repeat(256), "c".repeat(32_768)))
                .isEqualTo(new PreparedAnswer.Failure("e".repeat(256), "c".repeat(32_768)));
    }

    @Test
    void marksWhereItCutText() {
        PreparedAnswer.Failure failure = fit("e".repeat(257), "c".repeat(32_769));

        assertThat(failure.error()).hasSize(256).endsWith("... [cut]");
        assertThat(failure.cause()).hasSize(32_768).endsWith("... [cut]");
    }

    @Test
    void reportsAnExceptionAsLambdaWould() throws Exception {
        PreparedAnswer.Failure failure = fit(deep("no card", 2));

        assertThat(failure.error()).isEqualTo("java.lang.IllegalStateException");
        JsonNode cause = JSON.readTree(failure.cause());
        assertThat(cause.path("errorMessage").textValue()).isEqualTo("no card");
        assertThat(cause.path("errorType").textValue()).isEqualTo("java.lang.IllegalStateException");
        assertThat(cause.path("stackTrace")).hasSize(2);
        assertThat(cause.path("stackTrace").path(0).textValue())
                .isEqualTo("com.example.shop.Checkout.charge(Checkout.java:42)");
    }

    @Test
    void dropsStackFramesBeforeAnythingElse() throws Exception {
        JsonNode cause = JSON.readTree(fit(deep("m".repeat(10_000), 5_000)).cause());

        assertThat(cause.path("errorMessage").textValue()).hasSize(10_000);
        assertThat(cause.path("stackTrace").size()).isBetween(400, 500);
        assertThat(cause.path("stackTrace")
                        .path(cause.path("stackTrace").size() - 1)
                        .textValue())
                .contains("cut");
    }

    /** Whatever the message's length is, once a frame ends just where the cause must. */
    @Test
    void keepsAsManyFramesAsFit() throws Exception {
        for (int message = 10_000; message < 10_100; message++) {
            String cause = fit(deep("m".repeat(message), 5_000)).cause();

            JsonNode frames = JSON.readTree(cause).path("stackTrace");
            int frame = frames.path(0).toString().length() + ",".length();
            assertThat(32_768 - cause.length()).isLessThan(frame);
        }
    }

    @Test
    void keepsAsMuchOfTheMessageAsFits() {
        assertThat(fit(deep("m".repeat(100_000), 1)).cause()).hasSize(32_768);
    }

    @Test
    void keepsAJsonCauseAsItIsWhoseLengthIsTheLimit() {
        String cause = "{ \"a\" : \"" + "x".repeat(32_768 - 12) + "\" }";
        assertThat(cause).hasSize(32_768);

        assertThat(fit("e", cause).cause()).isEqualTo(cause);
    }

    @Test
    void keepsAJsonCauseWholeThatFitsWithoutItsBlanks() {
        String blanks = "{ \"a\" : \"" + "x".repeat(32_768 - 8) + "\" }";

        assertThat(fit("e", blanks).cause()).isEqualTo(blanks.replace(" ", ""));
    }

    @Test
    void shortensTheMessageWhenFramesAreNotEnough() throws Exception {
        JsonNode cause = JSON.readTree(fit(deep("m".repeat(100_000), 5_000)).cause());

        assertThat(cause.path("errorMessage").textValue())
                .hasSizeGreaterThan(32_000)
                .endsWith("... [cut]");
        assertThat(cause.path("errorType").textValue()).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void keepsAnyJsonCauseJson() throws Exception {
        String list = "[" + "\"x\",".repeat(20_000) + "1]";
        String object = "{\"detail\":{\"a\":\"" + "y".repeat(50_000) + "\"}}";
        String text = "\"" + "\\u0001".repeat(20_000) + "\"";

        for (String cause : new String[] {list, object, text}) {
            assertThat(JSON.readTree(fit("e", cause).cause())
                            .path("errorMessage")
                            .textValue())
                    .endsWith("... [cut]");
        }
    }

    @Test
    void keepsAJsonCauseJsonBeyondTheLimitsOfParsers() throws Exception {
        String number = "{\"n\":" + "1".repeat(40_000) + "}";
        String key = "{\"" + "k".repeat(60_000) + "\":1}";
        String deep = "[".repeat(20_000) + "]".repeat(20_000);
        String deepObject = "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000);

        for (String cause : new String[] {number, key, deep, deepObject}) {
            assertThat(JSON.readTree(fit("e", cause).cause())
                            .path("errorMessage")
                            .textValue())
                    .endsWith("... [cut]");
        }
    }

    @Test
    void treatsATextThatOnlyBeginsLikeJsonAsText() {
        assertThat(fit("e", "{" + "x".repeat(40_000)).cause()).hasSize(32_768).startsWith("{xxx");
        assertThat(fit("e", "{} " + "x".repeat(40_000)).cause()).startsWith("{} xxx");
    }

    @Test
    void keepsAJsonCauseJsonThatBeginsWithABlank() throws Exception {
        assertThat(JSON.readTree(fit("e", "\n {\"a\":\"" + "x".repeat(40_000) + "\"}")
                                .cause())
                        .isObject())
                .isTrue();
    }

    @Test
    void leavesWordsAloneThatHoldATestsTinyToken() {
        PreparedAnswer.Failure failure =
                FailureTruncator.of(new TaskFailure("java.lang.IllegalStateException", "t"), TaskToken.of("t"));

        assertThat(failure.error()).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void neverSplitsASurrogatePair() {
        for (int shift = 0; shift < 2; shift++) {
            PreparedAnswer.Failure failure = fit(
                    "e".repeat(shift) + "\uD83D\uDE00".repeat(200), "c".repeat(shift) + "\uD83D\uDE00".repeat(20_000));

            assertThat(roundTrip(failure.error())).isEqualTo(failure.error());
            assertThat(roundTrip(failure.cause())).isEqualTo(failure.cause());
        }
    }

    @Test
    void replacesHalvesOfPairsThatCameIn() {
        assertThat(fit("a\uD83D", "\uDE00b")).isEqualTo(new PreparedAnswer.Failure("a\uFFFD", "\uFFFDb"));
    }

    @Test
    void takesTheTasksOwnTokenOutOfErrorAndCause() throws Exception {
        String escaped = TOKEN.value().replace("/", "\\/");
        String inLink = java.net.URLEncoder.encode(TOKEN.value(), StandardCharsets.UTF_8);

        PreparedAnswer.Failure failure = fit("at " + TOKEN.value(), TOKEN.value() + " " + escaped + " " + inLink);

        assertThat(failure.error()).isEqualTo("at " + TOKEN);
        assertThat(failure.cause()).isEqualTo(TOKEN + " " + TOKEN + " " + TOKEN);
        assertThat(fit(new IllegalStateException("body was " + TOKEN.value())).cause())
                .doesNotContain(Tokens.PREFIX);
    }

    @Property(tries = 200, seed = "4711")
    void fitsWhateverIsThrown(
            @ForAll String message,
            @ForAll @IntRange(max = 20_000) int times,
            @ForAll @IntRange(max = 3_000) int frames)
            throws Exception {
        String long_ = message.length() > 50 ? message : message.repeat(times % 2_000);

        PreparedAnswer.Failure failure = fit(deep(long_, frames));

        assertThat(JSON.readTree(failure.cause()).path("errorType").textValue())
                .isEqualTo("java.lang.IllegalStateException");
        assertThat(roundTrip(failure.cause())).isEqualTo(failure.cause());
    }

    private static String roundTrip(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
