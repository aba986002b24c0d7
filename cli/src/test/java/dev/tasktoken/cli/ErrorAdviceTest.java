package dev.tasktoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TaskTokenException;
import dev.tasktoken.testkit.TestTokens;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sfn.model.SfnException;

class ErrorAdviceTest {
    @ParameterizedTest
    @CsvSource({
        "ExpiredTokenException, the credentials have expired. Sign in again (aws sso login)",
        "ExpiredToken, the credentials have expired. Sign in again (aws sso login)",
        "InvalidClientTokenId, AWS does not know these credentials (InvalidClientTokenId). Sign in again",
        "UnrecognizedClientException, does not know these credentials",
        "AccessDeniedException, Allow states:ListExecutions",
        "ThrottlingException, fewer --calls-per-second",
        "StateMachineDoesNotExist, Check the ARN",
        "ExecutionDoesNotExist, Check the ARN",
        "InternalFailure, AWS refused the call (InternalFailure",
    })
    void saysWhatToDoWhenAwsRefuses(String code, String advice) {
        assertThat(ErrorAdvice.of(refusal(code, "no"))).contains(advice);
        assertThat(ErrorAdvice.of(new IllegalStateException(refusal(code, "no"))))
                .contains(advice);
    }

    @Test
    void namesThePermissionThatAwsNames() {
        SfnException denied = refusal(
                "AccessDeniedException",
                "User: arn:aws:iam::123456789012:user/a is not authorized to perform: states:GetExecutionHistory on x");

        assertThat(ErrorAdvice.of(denied)).contains("Allow states:GetExecutionHistory to the role");
    }

    @ParameterizedTest
    @CsvSource({
        "Unable to load credentials from any of the providers in the chain, no credentials were found. Give --profile",
        "Unable to load region from any of the providers in the chain, Give --region or set AWS_REGION",
        "The SSO session associated with this profile has expired, aws sso login",
        "Token is expired, the session of IAM Identity Center has expired. Sign in again (aws sso login)",
    })
    void saysWhatToDoWhenTheCallIsNotMade(String message, String advice) {
        assertThat(ErrorAdvice.of(SdkClientException.create(message))).contains(advice);
    }

    @Test
    void tellsAnEndpointThatIsNotThere() {
        assertThat(ErrorAdvice.of(SdkClientException.create("x", new ConnectException("refused"))))
                .contains("--endpoint-url");
        assertThat(ErrorAdvice.of(SdkClientException.create("x", new UnknownHostException("host"))))
                .contains("--endpoint-url");
        assertThat(ErrorAdvice.of(new TaskTokenFailure("failed (SdkClientException)", new ConnectException("refused"))))
                .contains("--endpoint-url");
    }

    @Test
    void repeatsWhatTheLibrarySays() {
        assertThat(ErrorAdvice.of(new TaskTokenFailure("allow states:ListExecutions", refusal("AccessDenied", "no"))))
                .isEqualTo("allow states:ListExecutions");
    }

    @Test
    void tellsAnEndpointThatIsSlow() {
        assertThat(ErrorAdvice.of(ApiCallTimeoutException.create(60_000))).contains("did not answer in time");
    }

    @Test
    void quotesNoToken() {
        String said = ErrorAdvice.of(SdkClientException.create("failed for " + TestTokens.numbered(1) + "\u001b[2J"));

        assertThat(said).contains("failed for").doesNotContain(TestTokens.PREFIX, "\u001b");
    }

    @Test
    void asksForAReportOfWhatIsUnexpected() {
        assertThat(ErrorAdvice.of(new IllegalStateException("secret")))
                .contains("IllegalStateException", "report it")
                .doesNotContain("secret");
    }

    private static final class TaskTokenFailure extends TaskTokenException {
        private static final long serialVersionUID = 1;

        TaskTokenFailure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static SfnException refusal(String code, String message) {
        return (SfnException) SfnException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .message(message)
                .statusCode(400)
                .build();
    }
}
