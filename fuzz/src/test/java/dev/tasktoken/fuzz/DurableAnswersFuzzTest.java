package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.CallbackId;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.durable.CallbackResponder;
import dev.tasktoken.testkit.TestTokens;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CallbackTimeoutException;
import software.amazon.awssdk.services.lambda.model.ErrorObject;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.KmsDisabledException;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.SendDurableExecutionCallbackFailureRequest;
import software.amazon.awssdk.services.lambda.model.SendDurableExecutionCallbackFailureResponse;

/**
 * Failures of callbacks: their error, cause and message become Lambda's error object, and what Lambda says about them
 * an outcome or a documented exception. The first field says which.
 */
class DurableAnswersFuzzTest {
    private static final String ID = Tokens.OWN;
    private static final CallbackId CALLBACK = CallbackId.of(ID);

    static Stream<byte[]> seeds() {
        List<String> causes = List.of(
                "{\"errorMessage\":\"no <I>\",\"errorType\":\"E\",\"stackTrace\":[\"a\",{\"b\":1}]}",
                "{\"errorMessage\":null,\"errorType\":\"E\",\"limit\":1e5}",
                " [1,\"<I>\"]",
                "{\"errorMessage\":1,\"<I>\":\"E\"}",
                "cut {off",
                "");
        return Stream.of("0", "1", "2", "3", "4", "5")
                .map(kind -> Input.joined(kind, "E <I>", causes.get(kind.charAt(0) - '0'), "no such <I>"));
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void showsNoIdAndLosesNoCause(byte[] raw) {
        Input input = Input.of(raw);
        Service service = new Service(input.text(0), withId(input.text(3)));
        CallbackResponder responder = CallbackResponder.of(service);

        try {
            responder.fail(CALLBACK, withId(input.text(1)), withId(input.text(2)));
        } catch (TaskTokenException e) {
            Outcome.requireNoToken(e);
        }
        try {
            responder.fail(CALLBACK, new IllegalStateException(withId(input.text(2))));
        } catch (TaskTokenException e) {
            Outcome.requireNoToken(e);
        }

        Outcome.requireNoToken(service.said);
    }

    /** The id is the only one: of others, the responder knows nothing. */
    private static String withId(String text) {
        return text.replace(TestTokens.PREFIX, "").replace("<I>", ID);
    }

    /** Takes failures, and keeps what they say: an exception that is thrown there may be caught. */
    private static final class Service implements LambdaClient {
        private final String kind;
        private final String says;
        private String said = "";

        Service(String kind, String says) {
            this.kind = kind;
            this.says = says;
        }

        @Override
        public SendDurableExecutionCallbackFailureResponse sendDurableExecutionCallbackFailure(
                SendDurableExecutionCallbackFailureRequest request) {
            ErrorObject error = request.error(); // which shows nothing as a text
            said += error.errorType() + error.errorMessage() + error.errorData() + error.stackTrace();
            assertThat(request.callbackId()).isEqualTo(ID);
            answer();
            return SendDurableExecutionCallbackFailureResponse.builder().build();
        }

        private void answer() {
            switch (kind) {
                case "1" ->
                    throw CallbackTimeoutException.builder().message(says).build();
                case "2" ->
                    throw ResourceNotFoundException.builder().message(says).build();
                case "3" ->
                    throw InvalidParameterValueException.builder().message(says).build();
                case "4" -> throw KmsDisabledException.builder().message(says).build();
                case "5" ->
                    throw LambdaException.builder()
                            .statusCode(403)
                            .message(says)
                            .build();
                default -> {}
            }
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
