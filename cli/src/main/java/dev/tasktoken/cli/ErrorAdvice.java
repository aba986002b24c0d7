package dev.tasktoken.cli;

import dev.tasktoken.TaskTokenException;
import dev.tasktoken.internal.AwsRefusal;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What went wrong, and what to do. No message of the SDK is printed whole: it may quote a secret. */
final class ErrorAdvice {
    private static final int MOST_CAUSES = 16;
    private static final String SIGN_IN =
            " Sign in again (aws sso login) or refresh the credentials of the profile or of the environment.";
    private static final Set<String> UNKNOWN_ARN =
            Set.of("StateMachineDoesNotExist", "ExecutionDoesNotExist", "ResourceNotFound", "InvalidArn");
    private static final Pattern ACTION = Pattern.compile("perform: (states:[A-Za-z]+)");

    private ErrorAdvice() {}

    static String of(Throwable thrown) {
        return Stream.<Function<Throwable, Optional<String>>>of(
                        ErrorAdvice::ofCredentials,
                        ErrorAdvice::ofNetwork,
                        ErrorAdvice::ofThrottling,
                        ErrorAdvice::ofLibrary,
                        ErrorAdvice::ofService,
                        ErrorAdvice::ofClient)
                .flatMap(advice -> advice.apply(thrown).stream())
                .findFirst()
                .orElseGet(() -> "unexpected " + thrown.getClass().getSimpleName()
                        + ". Please report it with the command that you gave");
    }

    private static Optional<String> ofCredentials(Throwable thrown) {
        return first(thrown, AwsServiceException.class)
                .flatMap(AwsRefusal::credentialsProblem)
                .map(problem -> problem + "." + SIGN_IN);
    }

    private static Optional<String> ofNetwork(Throwable thrown) {
        if (AwsRefusal.isUnreachable(thrown)) {
            return Optional.of(
                    "the endpoint cannot be reached. Check --region, --endpoint-url, AWS_ENDPOINT_URL and the"
                            + " network");
        }
        return first(thrown, ApiCallTimeoutException.class)
                .map(e -> "AWS did not answer in time. Check the network, and try again");
    }

    private static Optional<String> ofThrottling(Throwable thrown) {
        return first(thrown, AwsServiceException.class)
                .filter(AwsServiceException::isThrottlingException)
                .map(e -> "AWS throttled the calls, and repeating them did not help. Try again later, with fewer"
                        + " --calls-per-second");
    }

    private static Optional<String> ofLibrary(Throwable thrown) {
        return thrown instanceof TaskTokenException ? Optional.of(message(thrown)) : Optional.empty();
    }

    private static Optional<String> ofService(Throwable thrown) {
        return first(thrown, AwsServiceException.class).map(ErrorAdvice::refusal);
    }

    private static String refusal(AwsServiceException e) {
        if (UNKNOWN_ARN.contains(AwsRefusal.code(e))) {
            return "there is no such state machine or execution (" + AwsRefusal.code(e)
                    + "). Check the ARN, its account and its Region; executions are kept for 90 days after their end";
        }
        return AwsRefusal.isDenied(e)
                ? "access denied (" + AwsRefusal.code(e) + "). Allow " + deniedAction(e)
                : "AWS refused the call (" + AwsRefusal.describe(e) + ")";
    }

    private static String deniedAction(AwsServiceException e) {
        Matcher action = ACTION.matcher(message(e));
        return action.find()
                ? action.group(1) + " to the role or user that runs this"
                : "states:ListExecutions, states:DescribeExecution and states:GetExecutionHistory to find tasks, and"
                        + " states:SendTaskSuccess, states:SendTaskFailure and states:SendTaskHeartbeat to answer them";
    }

    private static Optional<String> ofClient(Throwable thrown) {
        return first(thrown, SdkClientException.class).map(e -> ofClientMessage(message(e)));
    }

    private static String ofClientMessage(String message) {
        if (message.contains("SSO") || message.contains("Token is expired")) {
            return "the session of IAM Identity Center has expired." + SIGN_IN;
        }
        if (message.contains("credentials")) {
            return "no credentials were found. Give --profile, set AWS_PROFILE or AWS_ACCESS_KEY_ID and"
                    + " AWS_SECRET_ACCESS_KEY, or sign in (aws sso login)";
        }
        if (message.contains("region")) {
            return "no Region is known. Give --region or set AWS_REGION";
        }
        return "the call could not be made (" + Plain.line(Secrets.masked(message)) + ")";
    }

    private static String message(Throwable thrown) {
        return String.valueOf(thrown.getMessage());
    }

    private static <E extends Throwable> Optional<E> first(Throwable thrown, Class<E> type) {
        return Stream.iterate(thrown, e -> e != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
