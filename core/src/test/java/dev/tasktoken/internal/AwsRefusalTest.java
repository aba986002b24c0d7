package dev.tasktoken.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tasktoken.FakeSfn;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** What the modules share: the judgement of refusals, the waits between tries, the alarm that sounds once. */
class AwsRefusalTest {
    @ParameterizedTest
    @CsvSource({
        "AccessDeniedException, 400, true",
        "AccessDenied, 403, true",
        "Unheard, 403, true",
        "Unheard, 401, true",
        "ExpiredTokenException, 400, true",
        "SignatureDoesNotMatch, 400, true",
        "ThrottlingException, 400, false",
        "ThrottlingException, 403, false",
        "InternalFailure, 500, false",
        "ValidationException, 400, false"
    })
    void recognizesAMissingPermissionByStatusOrCode(String code, int status, boolean denied) {
        RuntimeException refusal = FakeSfn.error(code, status);

        assertThat(AwsRefusal.isDenied(refusal)).isEqualTo(denied);
        assertThat(AwsRefusal.describe(refusal)).isEqualTo(code + ", status " + status);
    }

    @Test
    void showsNothingOfAMessage() {
        assertThat(AwsRefusal.describe(FakeSfn.error("a secret with spaces", 400)))
                .isEqualTo("status 400");
        assertThat(AwsRefusal.describe(SdkClientException.create("a secret"))).isEqualTo("SdkClientException");
        assertThat(AwsRefusal.describe(SfnException.builder().statusCode(500).build()))
                .isEqualTo("status 500");
        assertThat(AwsRefusal.isDenied(new IllegalStateException("AccessDenied")))
                .isFalse();
        assertThat(AwsRefusal.code(new IllegalStateException("AccessDenied"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ExpiredTokenException, the credentials have expired",
        "ExpiredToken, the credentials have expired",
        "UnrecognizedClientException, AWS does not know these credentials (UnrecognizedClientException)",
        "InvalidAccessKeyId, AWS does not know these credentials (InvalidAccessKeyId)",
        "AccessDeniedException,",
    })
    void saysWhatIsWrongWithTheCredentials(String code, @Nullable String problem) {
        assertThat(AwsRefusal.credentialsProblem(FakeSfn.error(code, 400))).isEqualTo(Optional.ofNullable(problem));
    }

    @Test
    void namesWhatKeptACallFromTheService() {
        RuntimeException cut = SdkClientException.create("a", new IOException("b", new UnknownHostException("c")));

        assertThat(AwsRefusal.describe(cut)).isEqualTo("SdkClientException of UnknownHostException");
    }

    @Test
    void waitsTwiceAsLongAfterEachFailureUpToTheLongest() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

        for (int failures = 1; failures <= 6; failures++) {
            long most = Math.min(1_000, 50L << failures);
            assertThat(backoff.after(failures)).isBetween(Duration.ofMillis(most / 2), Duration.ofMillis(most));
        }
        assertThat(backoff.after(Integer.MAX_VALUE)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(backoff.after(0)).isLessThanOrEqualTo(Duration.ofMillis(100));
        assertThat(new Backoff(Duration.ZERO, Duration.ZERO).after(3)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ofMillis(-1), Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofMillis(-1)));
    }

    @Test
    void isNewOnceUntilItWasGood() {
        WarnOnce alarm = new WarnOnce();

        assertThat(alarm.shouldWarn()).isTrue();
        assertThat(alarm.shouldWarn()).isFalse();

        alarm.reset();

        assertThat(alarm.shouldWarn()).isTrue();
    }
}
