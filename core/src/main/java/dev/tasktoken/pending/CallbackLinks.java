package dev.tasktoken.pending;

import dev.tasktoken.TaskToken;
import dev.tasktoken.internal.LogText;
import dev.tasktoken.pending.internal.LinkKeys;
import dev.tasktoken.pending.internal.LinkText;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs links with which a person decides about a pending task, and verifies them.
 *
 * <p>A link holds the task's id, its attempt, the action, the expiry time and, if you like, whom it is for. An
 * HMAC-SHA-256 over all of them detects changes. The task token is never in a link. The id is, in base64: whoever has
 * the link can read it. Whoever has the link can also decide, so send it only to the person who may.
 *
 * <p>The <i>attempt</i> is the {@link TaskToken#fingerprint()} of the task that is pending. A state that is retried has
 * a new token, so a link of an earlier attempt does not decide a later one.
 *
 * <p>A link opens a page that asks for confirmation. Only what the page posts decides, because mail scanners and
 * browsers open links on their own. {@code ApprovalPage} of the module approval-pages is such a page.
 *
 * <p>Defaults: links expire after 7 days, which should be no longer than {@link PendingTasks.Builder#keepDecisions};
 * the clock is the system's. Keys are rotated by their ids: make the new key the signing key and keep the former as
 * {@link Builder#verificationKey} until the last link that it signed has expired. Immutable and thread-safe.
 *
 * <pre>{@code
 * CallbackLinks links = CallbackLinks.builder(URI.create("https://approvals.example.com/decide"))
 *         .signingKey("2026-11", secret)
 *         .action("confirm")
 *         .action("cancel")
 *         .build();
 * URI link = links.create("order-42", token.fingerprint(), "confirm");
 * }</pre>
 */
public final class CallbackLinks {
    /** The name of the query parameter that holds the signed text. */
    public static final String PARAMETER = "link";

    /** The shortest key, in bytes. */
    public static final int MIN_KEY_LENGTH = 32;

    /** Longer than any signed text can be, in characters; what is longer is refused unread. */
    static final int MAX_LENGTH = 3_000;

    private static final Pattern ATTEMPT = Pattern.compile("[A-Za-z0-9]{1,64}");

    private final URI page;
    private final LinkKeys keys;
    private final Set<String> actions;
    private final Duration expiresAfter;
    private final InstantSource clock;

    private CallbackLinks(Builder builder, LinkKeys keys) {
        this.page = builder.page;
        this.keys = keys;
        this.actions = new LinkedHashSet<>(builder.actions);
        this.expiresAfter = builder.expiresAfter;
        this.clock = builder.clock;
    }

    /**
     * Returns a builder with the defaults listed above.
     *
     * @param page where the confirmation page is; the links are this with a further query parameter,
     *     {@value #PARAMETER}. A relative reference gives relative links
     * @return the builder
     * @throws IllegalArgumentException if it has a fragment or a parameter {@value #PARAMETER} of its own, or is not of
     *     the schemes {@code https} and {@code http}
     */
    public static Builder builder(URI page) {
        return new Builder(page);
    }

    /**
     * Makes a link.
     *
     * @param id the id that the task is pending under: any text of at most {@value TokenStore.Key#MAX_ID_BYTES} bytes
     *     in UTF-8 that is not blank
     * @param attempt the fingerprint of the pending task's token: 1 to 64 letters and digits
     * @param action one of the allowed actions
     * @return the link; about 150 characters longer than the page's, and 4 for each 3 bytes of the id
     * @throws IllegalArgumentException if the id or the attempt is not as described, or the action is not allowed
     */
    public URI create(String id, String attempt, String action) {
        return create(id, attempt, action, Optional.empty());
    }

    /**
     * Makes a link for one person. A decision by this link is recorded as theirs. The name stands in the link, and its
     * reader can read it. It is as good as the channel: whoever has the link decides in this name.
     *
     * @param id the id that the task is pending under: any text of at most {@value TokenStore.Key#MAX_ID_BYTES} bytes
     *     in UTF-8 that is not blank
     * @param attempt the fingerprint of the pending task's token: 1 to 64 letters and digits
     * @param action one of the allowed actions
     * @param person whom the link is sent to, as your login names them: 1 to 256 characters
     * @return the link; 4 characters longer for each 3 bytes of the name
     * @throws IllegalArgumentException if the id, the attempt or the name is not as described, or the action is not
     *     allowed
     */
    public URI create(String id, String attempt, String action, String person) {
        DecidedBy.requireName("a person's name", person);
        return create(id, attempt, action, Optional.of(person));
    }

    private URI create(String id, String attempt, String action, Optional<String> person) {
        TokenStore.Key.checkId(id);
        if (!ATTEMPT.matcher(attempt).matches()) {
            throw new IllegalArgumentException("attempt must be 1 to 64 letters and digits");
        }
        if (!actions.contains(action)) {
            throw new IllegalArgumentException("not one of the allowed actions " + actions + ": " + action);
        }
        Instant expiresAt = clock.instant().plus(expiresAfter);
        String text = LinkText.write(new LinkVerdict.Valid(id, attempt, action, expiresAt, person), keys);
        return URI.create(page + (page.getRawQuery() == null ? "?" : "&") + PARAMETER + "=" + text);
    }

    /**
     * Makes a link for each allowed action.
     *
     * @param id the id that the task is pending under: any text of at most {@value TokenStore.Key#MAX_ID_BYTES} bytes
     *     in UTF-8 that is not blank
     * @param attempt the fingerprint of the pending task's token: 1 to 64 letters and digits
     * @return the links by their actions, in the order in which these were allowed
     * @throws IllegalArgumentException if the id or the attempt is not as described
     */
    public Map<String, URI> createAll(String id, String attempt) {
        Map<String, URI> links = new LinkedHashMap<>();
        actions.forEach(action -> links.put(action, create(id, attempt, action)));
        return links;
    }

    /**
     * Verifies whether a link is genuine.
     *
     * @param text the value of the link's query parameter {@value #PARAMETER}, whatever it is
     * @return valid, expired, or invalid
     */
    public LinkVerdict verify(String text) {
        LinkVerdict.Valid link = text.length() > MAX_LENGTH ? null : LinkText.read(text, keys);
        if (link == null || !actions.contains(link.action())) {
            return new LinkVerdict.Invalid();
        }
        return clock.instant().isBefore(link.expiresAt())
                ? link
                : new LinkVerdict.Expired(link.id(), link.action(), link.expiresAt());
    }

    /**
     * Returns the allowed actions.
     *
     * @return the actions, in the order in which they were allowed
     */
    public List<String> actions() {
        return List.copyOf(actions);
    }

    /** Returns the page, the ids of the keys and the actions; never a key. */
    @Override
    public String toString() {
        return "CallbackLinks[" + page + ", signed with " + keys + ", actions " + actions + "]";
    }

    /** Sets up {@link CallbackLinks}. Setters check at once; {@link #build()} copies. Not thread-safe. */
    public static final class Builder {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
        private static final Duration LONGEST = Duration.ofDays(366);

        private final URI page;
        private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
        private final Set<String> actions = new LinkedHashSet<>();
        private @Nullable String signingKeyId;
        private Duration expiresAfter = Duration.ofDays(7);
        private InstantSource clock = InstantSource.system();

        private Builder(URI page) {
            String scheme = page.getScheme();
            if (page.getRawFragment() != null || page.isOpaque() || !(scheme == null || isHttp(scheme))) {
                throw new IllegalArgumentException("must be an http(s) URI without a fragment: " + page);
            }
            if (("&" + page.getQuery()).contains("&" + PARAMETER + "=")) {
                throw new IllegalArgumentException("must not have the parameter " + PARAMETER + " itself: " + page);
            }
            this.page = page;
        }

        private static boolean isHttp(String scheme) {
            return scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http");
        }

        /**
         * Sets the key that signs links.
         *
         * @param keyId names the key in the links it signs: 1 to 64 letters, digits, {@code .}, {@code _} and {@code -}
         * @param key random, at least {@value #MIN_KEY_LENGTH} bytes; copied
         * @return this builder
         * @throws IllegalArgumentException if the key is too short, its id is not as described or taken, or there is a
         *     signing key already
         */
        public Builder signingKey(String keyId, byte[] key) {
            if (signingKeyId != null) {
                throw new IllegalArgumentException("there is a signing key already: " + signingKeyId);
            }
            add(keyId, key);
            signingKeyId = keyId;
            return this;
        }

        /**
         * Adds a key that signed links before the present one; links that it signed stay valid until they expire.
         *
         * @param keyId its id at that time
         * @param key at least {@value #MIN_KEY_LENGTH} bytes; copied
         * @return this builder
         * @throws IllegalArgumentException if the key is too short, or its id is not as described above or taken
         */
        public Builder verificationKey(String keyId, byte[] key) {
            add(keyId, key);
            return this;
        }

        private void add(String keyId, byte[] key) {
            requireName("a key's id", keyId);
            if (key.length < MIN_KEY_LENGTH) {
                throw new IllegalArgumentException(
                        "key " + keyId + " must have at least " + MIN_KEY_LENGTH + " bytes, not " + key.length);
            }
            if (keys.putIfAbsent(keyId, LinkKeys.key(key)) != null) {
                throw new IllegalArgumentException("there is a key with that id already: " + keyId);
            }
        }

        /**
         * Allows an action; links for any other are refused, genuine or not.
         *
         * @param action 1 to 64 letters, digits, {@code .}, {@code _} and {@code -}
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder action(String action) {
            requireName("an action", action);
            actions.add(action);
            return this;
        }

        /**
         * Sets how long links are valid. Best no longer than the task waits: a closed task leaves its links valid.
         *
         * @param expiresAfter between a second and 366 days
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder expiresAfter(Duration expiresAfter) {
            if (expiresAfter.compareTo(Duration.ofSeconds(1)) < 0 || expiresAfter.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("expiresAfter must be between 1 s and 366 days: " + expiresAfter);
            }
            this.expiresAfter = expiresAfter;
            return this;
        }

        /**
         * Sets the clock, for tests.
         *
         * @param clock thread-safe
         * @return this builder
         */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        private static void requireName(String what, String name) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        what + " must be 1 to 64 letters, digits, '.', '_' and '-': " + LogText.text(name, 64));
            }
        }

        /**
         * Builds the links.
         *
         * @return the links
         * @throws IllegalStateException if there is no signing key or no action
         */
        public CallbackLinks build() {
            if (signingKeyId == null || actions.isEmpty()) {
                throw new IllegalStateException("Set a signing key and at least one action");
            }
            return new CallbackLinks(this, new LinkKeys(signingKeyId, keys));
        }
    }
}
