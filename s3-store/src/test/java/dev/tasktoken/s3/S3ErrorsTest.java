package dev.tasktoken.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.StoreUnavailableException;
import dev.tasktoken.pending.StoreNotPermittedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3ErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "200, InternalError",
        "299, Unknown",
        "400, RequestTimeout",
        "400, ThrottlingException",
        "408, Timeout",
        "409, ConditionalRequestConflict",
        "412, PreconditionFailed",
        "429, TooManyRequests",
        "500, InternalError",
        "503, SlowDown"
    })
    void whatPassesIsUnavailable(int status, String code) {
        assertThat(S3Errors.exception(s3(status, code), Operation.GET_OBJECT, "waiting", ""))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @ParameterizedTest
    @CsvSource({"300, Redirect", "400, InvalidRequest", "403, AccessDenied", "404, NoSuchBucket", "499, Unknown"})
    void whatNeedsAPersonIsNotPermitted(int status, String code) {
        assertThat(S3Errors.exception(s3(status, code), Operation.GET_OBJECT, "waiting", ""))
                .isInstanceOf(StoreNotPermittedException.class);
    }

    private static RuntimeException s3(int status, String code) {
        return S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }
}
