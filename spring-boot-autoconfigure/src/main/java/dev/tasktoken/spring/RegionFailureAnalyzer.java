package dev.tasktoken.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Says where a Region is looked for, when the SDK found none. */
final class RegionFailureAnalyzer extends AbstractFailureAnalyzer<SdkClientException> {
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, SdkClientException failure) {
        if (!String.valueOf(failure.getMessage()).contains("Unable to load region")) {
            return null;
        }
        return new FailureAnalysis(
                "No AWS Region is configured, so the clients of Step Functions and SQS cannot be made.",
                "Set the environment variable AWS_REGION or the system property aws.region; with Spring Cloud AWS, the"
                        + " property spring.cloud.aws.region.static. An application without AWS sets"
                        + " tasktoken.enabled=false; a test uses @TaskTokenTest.",
                failure);
    }
}
