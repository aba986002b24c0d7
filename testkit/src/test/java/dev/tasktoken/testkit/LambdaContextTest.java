package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LambdaContextTest {
    private final LambdaContext context = LambdaContext.of("shipping");

    @Test
    void namesTheFunctionAsLambdaDoes() {
        assertThat(context.getFunctionName()).isEqualTo("shipping");
        assertThat(context.getInvokedFunctionArn())
                .isEqualTo("arn:aws:lambda:us-east-1:123456789012:function:shipping");
        assertThat(context.getLogGroupName()).isEqualTo("/aws/lambda/shipping");
        assertThat(context.getLogStreamName()).isNotBlank();
        assertThat(context.getFunctionVersion()).isEqualTo("$LATEST");
        assertThat(context.getMemoryLimitInMB()).isPositive();
    }

    @Test
    void hasLambdasLongestTimeoutUnlessItIsSet() {
        int longest = (int) Duration.ofMinutes(15).toMillis();

        assertThat(context.getRemainingTimeInMillis()).isPositive().isLessThanOrEqualTo(longest);
        assertThat(context.timeout(Duration.ofSeconds(30)).getRemainingTimeInMillis())
                .isPositive()
                .isLessThanOrEqualTo(30_000);
    }

    @Test
    void remainingTimeIsNeverNegative() {
        assertThat(context.timeout(Duration.ofSeconds(-1)).getRemainingTimeInMillis())
                .isZero();
        assertThat(context.timeout(Duration.ofDays(365)).getRemainingTimeInMillis())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void takesARequestIdOrNone() {
        assertThat(context.getAwsRequestId()).isEqualTo("request-1");
        assertThat(context.requestId("r-2").getAwsRequestId()).isEqualTo("r-2");
        assertThat(context.requestId(null).getAwsRequestId()).isNull();
    }

    @Test
    void wasInvokedByNoMobileApplication() {
        assertThat(context.getIdentity()).isNull();
        assertThat(context.getClientContext()).isNull();
    }

    @Test
    void takesLogLinesAsTextAndAsBytes() {
        assertThatCode(() -> {
                    context.getLogger().log("a line");
                    context.getLogger().log("a line".getBytes(StandardCharsets.UTF_8));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void isPrintedByItsNameAndRequest() {
        assertThat(context).hasToString("LambdaContext[shipping, request-1]");
    }
}
