package dev.tasktoken.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.service.Refusal;
import dev.tasktoken.service.Refusal.Meaning;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.model.CallbackTimeoutException;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.KmsAccessDeniedException;
import software.amazon.awssdk.services.lambda.model.KmsDisabledException;
import software.amazon.awssdk.services.lambda.model.KmsInvalidStateException;
import software.amazon.awssdk.services.lambda.model.KmsNotFoundException;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.ServiceException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

class LambdaErrorsTest {
    private static final String OPERATION = "SendDurableExecutionCallbackFailure";

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(CallbackTimeoutException.builder().build(), Meaning.CLOSED, ""),
                Arguments.of(ResourceNotFoundException.builder().build(), Meaning.UNKNOWN_ID, ""),
                Arguments.of(InvalidParameterValueException.builder().build(), Meaning.UNKNOWN_ID, ""),
                Arguments.of(KmsAccessDeniedException.builder().build(), Meaning.NOT_PERMITTED, "kms:Decrypt"),
                Arguments.of(KmsDisabledException.builder().build(), Meaning.NOT_PERMITTED, "kms:Decrypt"),
                Arguments.of(KmsInvalidStateException.builder().build(), Meaning.NOT_PERMITTED, "kms:Decrypt"),
                Arguments.of(KmsNotFoundException.builder().build(), Meaning.NOT_PERMITTED, "kms:Decrypt"),
                Arguments.of(TooManyRequestsException.builder().statusCode(429).build(), Meaning.NOT_DELIVERED, ""),
                Arguments.of(ServiceException.builder().statusCode(500).build(), Meaning.NOT_DELIVERED, ""),
                Arguments.of(denied(), Meaning.NOT_PERMITTED, "lambda:" + OPERATION),
                Arguments.of(SdkClientException.create("cut"), Meaning.NOT_DELIVERED, ""));
    }

    private static RuntimeException denied() {
        return LambdaException.builder()
                .statusCode(403)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("AccessDeniedException")
                        .build())
                .build();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void everyErrorHasOneMeaning(RuntimeException error, Meaning meaning, String permission) {
        Refusal refusal = LambdaErrors.refusal(error, OPERATION);

        assertThat(refusal.meaning()).isEqualTo(meaning);
        assertThat(refusal.permission()).isEqualTo(permission);
    }
}
