package dev.tasktoken.internal;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * What an exception of an AWS SDK's call says, without its message, which may quote a secret. The library's modules
 * judge by it. Stateless.
 */
public final class AwsRefusal {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int MAX_CAUSES = 16;

    private static final Set<String> EXPIRED = Set.of("ExpiredTokenException", "ExpiredToken");

    private static final Set<String> UNKNOWN = Set.of(
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidAccessKeyId",
            "InvalidSignatureException",
            "SignatureDoesNotMatch");

    /** Services of the JSON protocol answer 400 with such a code. */
    private static final Set<String> DENIED = Set.of(
            "AccessDeniedException",
            "AccessDenied",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "OptInRequired",
            "NotAuthorized");

    private static final Pattern CODE = Pattern.compile("[\\w.-]{1,64}");

    private AwsRefusal() {}

    /**
     * Tells whether a permission or valid credentials are missing, so that another try finds the same until a person
     * mends it.
     *
     * @param thrown what the call threw
     * @return whether it is a service's refusal with status 401 or 403, or under a code that says so; not throttling
     */
    public static boolean isDenied(Throwable thrown) {
        return thrown instanceof AwsServiceException service
                && !service.isThrottlingException()
                && (service.statusCode() == UNAUTHORIZED
                        || service.statusCode() == FORBIDDEN
                        || DENIED.contains(code(service))
                        || credentialsProblem(service).isPresent());
    }

    /**
     * Returns what is wrong with the credentials, which no permission mends.
     *
     * @param thrown what the call threw
     * @return a sentence; empty if the service did not refuse the credentials
     */
    public static Optional<String> credentialsProblem(Throwable thrown) {
        String code = code(thrown);
        if (EXPIRED.contains(code)) {
            return Optional.of("the credentials have expired");
        }
        return UNKNOWN.contains(code)
                ? Optional.of("AWS does not know these credentials (" + code + ")")
                : Optional.empty();
    }

    /**
     * Returns the service's code for the error.
     *
     * @param thrown what the call threw
     * @return for instance {@code AccessDenied}; empty if no service gave one, or one that is none
     */
    public static String code(Throwable thrown) {
        AwsErrorDetails details = thrown instanceof AwsServiceException service ? service.awsErrorDetails() : null;
        String code = details == null ? null : details.errorCode();
        return code == null || !CODE.matcher(code).matches() ? "" : code;
    }

    /**
     * Returns whether nothing answers at the endpoint's address, which the SDK has tried several times by then.
     *
     * @param thrown what the call threw
     * @return whether one of its causes is a refused connection or an unknown host
     */
    public static boolean isUnreachable(Throwable thrown) {
        return causes(thrown)
                .anyMatch(cause -> cause instanceof ConnectException || cause instanceof UnknownHostException);
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(MAX_CAUSES);
    }

    /**
     * Describes what was thrown for a log line or a message.
     *
     * @param thrown what the call threw
     * @return a service's code and HTTP status, for instance {@code AccessDenied, status 403}; else the class's name
     *     and that of what caused it, for instance {@code SdkClientException of UnknownHostException}
     */
    public static String describe(Throwable thrown) {
        if (!(thrown instanceof AwsServiceException service)) {
            Throwable root = causes(thrown).reduce(thrown, (outer, inner) -> inner);
            return thrown.getClass().getSimpleName()
                    + (root == thrown ? "" : " of " + root.getClass().getSimpleName());
        }
        String code = code(service);
        return (code.isEmpty() ? "" : code + ", ") + "status " + service.statusCode();
    }
}
