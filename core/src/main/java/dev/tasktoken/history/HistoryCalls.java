package dev.tasktoken.history;

import dev.tasktoken.internal.AwsRefusal;
import dev.tasktoken.internal.Backoff;
import dev.tasktoken.internal.LogText;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Makes the calls: at their pace, again after throttling, and with exceptions that say what to do. Thread-safe. */
final class HistoryCalls {
    /** The permission to read data that is encrypted with a customer-managed key. */
    static final String DECRYPT = "kms:Decrypt";

    private static final int MAX_TRIES = 6;
    private static final int SERVER_ERROR = 500;
    private static final Backoff PAUSE = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(20));
    private static final Set<String> NOT_FOUND = Set.of(
            "ExecutionDoesNotExist",
            "StateMachineDoesNotExist",
            "ResourceNotFound",
            "ResourceNotFoundException",
            "InvalidArn",
            "StateMachineTypeNotSupported");

    private final SfnClient client;
    private final CallPacer pacer;
    private final AtomicLong made = new AtomicLong();

    HistoryCalls(SfnClient client, CallPacer pacer) {
        this.client = client;
        this.pacer = pacer;
    }

    /** The same, at the same pace, with a count of its own. */
    HistoryCalls counted() {
        return new HistoryCalls(client, pacer);
    }

    /** How many calls were made, without those that the SDK repeated. */
    long made() {
        return made.get();
    }

    /**
     * Makes a call.
     *
     * @param operation its name
     * @param about the ARN that it is about, for messages
     */
    <T> T call(String operation, String about, Function<SfnClient, T> call) {
        for (int tries = 1; ; tries++) {
            if (!pacer.await()) {
                throw interrupted(operation, about);
            }
            try {
                made.incrementAndGet();
                T response = call.apply(client);
                pacer.succeeded();
                return response;
            } catch (SdkException e) {
                if (!passes(e) || tries == MAX_TRIES) {
                    throw exception(e, operation, about);
                }
                pacer.throttled();
                if (!pacer.pause(PAUSE.after(tries))) {
                    throw interrupted(operation, about);
                }
            }
        }
    }

    private static boolean passes(SdkException e) {
        if (e instanceof AwsServiceException service) {
            return service.isThrottlingException()
                    || service.statusCode() >= SERVER_ERROR
                    || AwsRefusal.code(e).equals("KmsThrottlingException");
        }
        return !AwsRefusal.isUnreachable(e);
    }

    private static RuntimeException exception(SdkException e, String operation, String about) {
        String call = operation + " for " + LogText.text(about, 300) + ": ";
        String code = AwsRefusal.code(e);
        if (isEncrypted(e)) {
            return new HistoryNotPermittedException(
                    call + "access denied by the state machine's KMS key. Allow " + DECRYPT + " on it", DECRYPT, e);
        }
        if (AwsRefusal.isDenied(e)) {
            return new HistoryNotPermittedException(
                    call + "access denied (" + AwsRefusal.describe(e) + "). "
                            + AwsRefusal.credentialsProblem(e)
                                    .map(problem -> "Renew the credentials: " + problem)
                                    .orElse("Allow states:" + operation),
                    "states:" + operation,
                    e);
        }
        if (NOT_FOUND.contains(code)) {
            return new HistoryNotFoundException(
                    call + "not found (" + code + "). Is it of the client's account and Region, of a standard"
                            + " workflow, and did it end less than 90 days ago?",
                    e);
        }
        return new HistoryUnavailableException(call + "failed (" + AwsRefusal.describe(e) + ")", e);
    }

    /** Whether the data cannot be decrypted for this caller, or for anybody at present. */
    private static boolean isEncrypted(Throwable e) {
        String code = AwsRefusal.code(e);
        return code.equals("KmsAccessDeniedException") || code.equals("KmsInvalidStateException");
    }

    private static HistoryUnavailableException interrupted(String operation, String about) {
        return new HistoryUnavailableException(
                operation + " for " + LogText.text(about, 300) + ": the thread was interrupted", null);
    }
}
