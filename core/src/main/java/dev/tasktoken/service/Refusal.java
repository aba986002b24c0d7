package dev.tasktoken.service;

import dev.tasktoken.internal.AwsRefusal;
import dev.tasktoken.internal.HtmlResponseException;
import java.util.Optional;

/**
 * What an exception of a service means for the work that was answered. Immutable.
 *
 * @param meaning what follows from it
 * @param advice what is wrong and what to do, to follow a call's name; never an id. Empty where the meaning says it all
 * @param permission what is missing, as IAM spells it; empty for other meanings
 */
public record Refusal(Meaning meaning, String advice, String permission) {
    /** What follows from a refusal. */
    public enum Meaning {
        /** The work is closed: answered, timed out or stopped. Perhaps this very call closed it, if it was retried. */
        CLOSED,

        /** The service does not take the output. */
        OUTPUT_REFUSED,

        /** The service does not know the text as an id. No retry helps. */
        UNKNOWN_ID,

        /** A person must change something first. */
        NOT_PERMITTED,

        /** It passes soon, and the SDK does not retry it; the library does. */
        PASSING,

        /** It may pass, and the SDK has retried it. */
        NOT_DELIVERED
    }

    /**
     * Returns a refusal that needs no advice.
     *
     * @param meaning what follows from it
     * @return the refusal
     */
    public static Refusal of(Meaning meaning) {
        return new Refusal(meaning, "", "");
    }

    /**
     * Returns the refusal of a text that the service does not know as an id.
     *
     * @param advice what is wrong and what to do
     * @return the refusal
     */
    public static Refusal unknownId(String advice) {
        return new Refusal(Meaning.UNKNOWN_ID, advice, "");
    }

    /**
     * Returns a call that was not delivered, for a reason that the exception's class and status do not say.
     *
     * @param advice what was wrong and what to check
     * @return the refusal
     */
    public static Refusal notDelivered(String advice) {
        return new Refusal(Meaning.NOT_DELIVERED, advice, "");
    }

    /**
     * Returns the refusal of a caller.
     *
     * @param advice what to allow
     * @param permission what is missing, as IAM spells it
     * @return the refusal
     */
    public static Refusal notPermitted(String advice, String permission) {
        return new Refusal(Meaning.NOT_PERMITTED, advice, permission);
    }

    /**
     * Returns what an exception means that is no service's own: a missing permission, or a call that was not delivered.
     *
     * @param thrown what the SDK threw
     * @param advice what to allow if the permission is missing
     * @param permission the call's permission, as IAM spells it
     * @return the refusal
     */
    public static Refusal general(RuntimeException thrown, String advice, String permission) {
        if (thrown instanceof HtmlResponseException) {
            return notDelivered(thrown.getMessage() + "; check the client's endpoint and proxy");
        }
        if (!AwsRefusal.isDenied(thrown)) {
            return of(Meaning.NOT_DELIVERED);
        }
        Optional<String> credentials = AwsRefusal.credentialsProblem(thrown)
                .map(problem -> "access denied. Renew the credentials: " + problem);
        return notPermitted(credentials.orElse(advice), permission);
    }
}
