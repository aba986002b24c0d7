package dev.tasktoken.service;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tasktoken.internal.CurrentHandler;
import dev.tasktoken.internal.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The secret that identifies one piece of paused work: a {@link dev.tasktoken.TaskToken TaskToken} or a
 * {@link dev.tasktoken.CallbackId CallbackId}. The kinds are different types, so that neither is answered as the other.
 *
 * <p>Any holder of the text can answer the work, so this class never shows it by accident. {@link #toString()} and the
 * JSON form are a short fingerprint, and the class is not {@link java.io.Serializable}. Only {@link #value()} returns
 * the text. It is meant for services and stores.
 *
 * <p>Immutable and thread-safe, but for one thing: {@link #revoke()}. A processor that gives up a handler at a deadline
 * revokes its id; its {@code DeadlineAction} says which copies of it are refused, too.
 */
public abstract class WorkId implements PausedWork {
    private static final int FINGERPRINT_LENGTH = 12;

    private final WorkKind kind;
    private final String value;
    private final boolean own;
    private @Nullable String hash; // computed when first asked for; racing threads compute the same
    private volatile boolean revoked;

    /**
     * Takes the text of an id, which the subclass has checked.
     *
     * @param kind what it identifies
     * @param value the text, a secret
     */
    protected WorkId(WorkKind kind, String value) {
        this.kind = kind;
        this.value = value;
        this.own = false;
    }

    /**
     * Copies an id for {@link #unrevoked()}.
     *
     * @param original an id of the same kind
     */
    protected WorkId(WorkId original) {
        this.kind = original.kind;
        this.value = original.value;
        this.hash = original.hash;
        this.own = true;
    }

    /**
     * Returns the same id as an object of its own, which no revocation of this or another object reaches. For
     * processors and stores, whose answers are their own and not a handler's.
     *
     * @return another object, equal to this
     */
    public abstract WorkId unrevoked();

    /**
     * Returns what it identifies.
     *
     * @return the kind
     */
    public final WorkKind kind() {
        return kind;
    }

    /**
     * Returns the id's text, a secret: do not log it, and do not put it into a link.
     *
     * @return the text as it was handed out
     */
    public final String value() {
        return value;
    }

    /**
     * Returns what may stand in a log line in the id's place: the start of {@link #hash()}.
     *
     * @return 12 hexadecimal digits
     */
    public final String fingerprint() {
        return hash().substring(0, FINGERPRINT_LENGTH);
    }

    /**
     * Returns a SHA-256 that names the work without revealing the id. The fingerprint is its start. A task token's is
     * that of its text; a callback id's covers the kind, too, so that equal texts of different kinds differ.
     *
     * @return 64 hexadecimal digits
     */
    public final String hash() {
        String known = hash;
        if (known == null) {
            known = Sha256.hex(kind.salt() + value);
            hash = known;
        }
        return known;
    }

    /**
     * Revokes this object: it can no longer be used to answer the work. The work itself is not changed, and another
     * object of the same id still answers. When a processor gives up a handler at its deadline, it revokes the
     * handler's id. Thread-safe.
     */
    public final void revoke() {
        revoked = true;
    }

    /**
     * Returns whether this object can no longer be used to answer: it was revoked, or the calling thread runs a handler
     * of this work whose caller no longer waits.
     *
     * @return whether it is revoked
     */
    public final boolean isRevoked() {
        return revoked || (!own && CurrentHandler.isGivenUp(this));
    }

    /**
     * Returns whether this object is one that no revocation reaches.
     *
     * @return whether {@link #unrevoked()} made it
     */
    public final boolean isOwn() {
        return own;
    }

    /**
     * Checks that this object may be used to answer.
     *
     * @throws IllegalStateException if it is revoked
     */
    public final void checkNotRevoked() {
        if (isRevoked()) {
            throw revokedException();
        }
    }

    /**
     * Returns what is thrown where a revoked id is used.
     *
     * @return an exception that names the work
     */
    public final IllegalStateException revokedException() {
        return new IllegalStateException("The handler of " + this + " was given up at its deadline; the "
                + (kind == WorkKind.TASK ? "token" : "callback id") + " is revoked");
    }

    /**
     * Replaces this id in a text by its fingerprint, in the spellings that {@link dev.tasktoken.TaskFailure
     * TaskFailure} lists.
     *
     * @param text any text
     * @return the text without the id
     */
    public final String mask(String text) {
        return TokenMask.mask(text, this);
    }

    /**
     * Returns whether a text holds this id, in one of the spellings that {@link #mask} finds.
     *
     * @param text any text
     * @return whether it must not be shown
     */
    public final boolean isIn(String text) {
        return TokenMask.isIn(text, this);
    }

    /** Returns this id. */
    @Override
    public WorkId workId() {
        return this;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof WorkId that && kind == that.kind && value.equals(that.value);
    }

    @Override
    public final int hashCode() {
        return value.hashCode();
    }

    /**
     * Returns the kind's name with the fingerprint in brackets, never the id.
     *
     * @return for instance {@code TaskToken[3f2a90c41d7e]}; the JSON form is this string too
     */
    @Override
    @JsonValue
    public final String toString() {
        return (kind == WorkKind.TASK ? "TaskToken[" : "CallbackId[") + fingerprint() + "]";
    }
}
