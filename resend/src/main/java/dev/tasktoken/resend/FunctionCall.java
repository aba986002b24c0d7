package dev.tasktoken.resend;

import dev.tasktoken.internal.HtmlResponseException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaServiceClientConfiguration;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** A call that {@code lambda:invoke} made. {@code LogType} is left out, because nobody reads the log's end. */
final class FunctionCall implements ResendableMessage {
    private static final Set<String> PARAMETERS =
            Set.of("FunctionName", "Qualifier", "Payload", "InvocationType", "ClientContext", "LogType");

    private static final Set<String> TYPES = Set.of("Event", "RequestResponse");

    private final LambdaClient lambda;
    private final InvokeRequest request;

    FunctionCall(LambdaClient lambda, String parameters) {
        this.lambda = lambda;
        this.request = request(MessageParameters.read(parameters, PARAMETERS));
    }

    /** Without a payload the function receives an empty object, as from Step Functions. */
    private static InvokeRequest request(MessageParameters parameters) {
        String type = parameters.optionalText("InvocationType").orElse("RequestResponse");
        if (!TYPES.contains(type)) {
            throw new NotResendableException("its InvocationType runs no function");
        }
        InvokeRequest.Builder request = InvokeRequest.builder()
                .functionName(parameters.text("FunctionName"))
                .invocationType(type)
                .payload(SdkBytes.fromUtf8String(
                        parameters.optionalMessage("Payload").orElse("{}")));
        parameters.optionalText("Qualifier").ifPresent(request::qualifier);
        parameters.optionalText("ClientContext").ifPresent(request::clientContext);
        return request.build();
    }

    @Override
    public String target() {
        return request.functionName();
    }

    /** SQS and SNS refuse a URL or an ARN of another Region by themselves; Lambda takes a name for one of its own. */
    @Override
    public void requireRegion(String region) {
        String own = clientsRegion().orElse(region);
        if (!target().startsWith("arn:") && !own.equals(region)) {
            throw new NotResendableException("its function is named without a Region, and the client is of " + own
                    + ", not of the execution's " + region);
        }
    }

    /** Empty for a client of the caller's own making, which need not have one. */
    private Optional<String> clientsRegion() {
        try {
            return Optional.ofNullable(lambda.serviceClientConfiguration())
                    .map(LambdaServiceClientConfiguration::region)
                    .map(Region::id);
        } catch (UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    @Override
    public String permission() {
        return "lambda:InvokeFunction";
    }

    /** Nobody but the caller learns of the function's error: Step Functions does not wait for this call. */
    @Override
    public String send() {
        InvokeResponse response = lambda.invoke(request);
        HtmlResponseException.refuse(response);
        if (response.functionError() != null) {
            throw new ResendFailedException(
                    "The function " + target() + " ended with an error; its log says which. The task may still be open",
                    null);
        }
        return Optional.ofNullable(response.responseMetadata())
                .map(metadata -> Objects.requireNonNullElse(metadata.requestId(), ""))
                .orElse("");
    }
}
