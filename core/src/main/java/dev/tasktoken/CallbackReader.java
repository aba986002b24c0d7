package dev.tasktoken;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads deliveries: takes off their wrappings, finds the task token, and knows where the payload is.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>The token is found by its name. Keys are compared without case, {@code _} and {@code -}. Strong names:
 *       {@code taskToken}, anything that ends in it ({@code myTaskToken}), {@code sfnToken}. Weak: {@code token},
 *       {@code callbackToken}. No other name is a task token.
 *   <li>Places, nearest first: the message's own keys, its attributes, a passed-on context object
 *       ({@code ...Task.Token}), then objects inside it, level by level, at most 8 deep; never inside arrays, and never
 *       inside {@code input}, which is the workflow's own data and may carry the parent's token. A context object is
 *       known by a name that ends in "context", by {@code Execution}, {@code State} or {@code StateMachine} beside its
 *       {@code Task}, or because it holds nothing else.
 *   <li>A strong name that holds no text lets nothing weaker or deeper take its place.
 *   <li>Nearer goes before stronger. Two different values of one rank, a stronger name behind a nearer weak one, or a
 *       key that occurs twice with different values: {@link AmbiguousTokenException}.
 *   <li>SNS notifications, EventBridge events and JSON text inside JSON text are unwrapped, at most 4 times.
 *   <li>The payload is what stands beside the token, without the token, its equal copies (where a token is looked for)
 *       and a passed-on context object.
 *   <li>The mapper is strict. An unknown property, a primitive of a record or creator that is missing or null, empty
 *       text for anything but text, an unknown enum value, a fraction for a whole number:
 *       {@link InvalidPayloadException} with the path. A number may be said as text. {@code Optional} and reference
 *       types may be missing. A bean with setters keeps what its fields have if a key is missing, 0 for instance: use a
 *       record, or a wrapper type and check it.
 *   <li>Jackson's modules for the JDK's types ({@code jackson-datatype-jsr310} for {@code java.time},
 *       {@code jackson-datatype-jdk8} for {@code Optional}) are used if they are on the class path, others are not.
 *       Times are written as ISO 8601 texts.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 *
 * <pre>{@code
 * CallbackReader reader = CallbackReader.builder().tokenAt("/meta/resume").payloadAt("/input").build();
 * CallbackEnvelope envelope = reader.read(Delivery.of(text));
 * }</pre>
 */
public final class CallbackReader {
    private static final CallbackReader DEFAULT = builder().build();

    private final ObjectMapper mapper;
    private final PayloadBinder binder;
    private final TokenLocation location;
    private final @Nullable JsonPointer payloadAt;
    private final boolean searchInput;
    private final boolean tokenIsBase64;
    private final boolean attributeValues;
    private final LargeMessages largeMessages;
    private final ShortCut shortCut;

    private CallbackReader(Builder builder) {
        this.mapper = builder.mapper;
        TypeReaders readers = new TypeReaders(mapper);
        this.binder = new PayloadBinder(mapper, readers);
        this.location = builder.location;
        this.payloadAt = builder.payloadAt;
        this.searchInput = builder.searchInput;
        this.tokenIsBase64 = builder.tokenIsBase64;
        this.attributeValues = builder.attributeValues;
        this.largeMessages = builder.largeMessages;
        boolean isSearched = location instanceof TokenLocation.ByName && !attributeValues;
        this.shortCut = new ShortCut(this, new RemainderBinder(mapper, readers), payloadAt, isSearched);
    }

    /**
     * Returns the reader with the defaults listed above.
     *
     * @return always the same one
     */
    public static CallbackReader standard() {
        return DEFAULT;
    }

    /**
     * Returns a builder with the defaults listed above.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads a body that came without anything else.
     *
     * @param body JSON text
     * @return the envelope
     * @throws TokenNotFoundException if nothing in it is marked as a task token
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if the body is not JSON
     */
    public CallbackEnvelope read(String body) {
        return read(Delivery.of(body));
    }

    /**
     * Reads a delivery.
     *
     * @param delivery what arrived
     * @return the envelope
     * @throws TokenNotFoundException if nothing in it is marked as a task token
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if no attribute is marked as a task token, and the body is not JSON
     */
    public CallbackEnvelope read(Delivery delivery) {
        CallbackEnvelope envelope = shortCut.read(delivery);
        return envelope == null ? envelope(OpenedDelivery.open(delivery, this)) : envelope;
    }

    /**
     * Reads token and payload of a delivery at once, in one pass over the body where the body is as most are.
     *
     * @param <T> the payload's type
     * @param delivery what arrived
     * @param type the payload's class, not a primitive one
     * @return both; a payload that does not bind is thrown only when it is asked for
     * @throws TokenNotFoundException if the token is not there
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if no attribute is marked as a task token, and the body is not JSON
     */
    public <T> TypedEnvelope<T> read(Delivery delivery, Class<T> type) {
        return readTyped(delivery, mapper.constructType(Objects.requireNonNull(type, "type")));
    }

    /**
     * Reads token and payload of a delivery at once, in one pass over the body where the body is as most are.
     *
     * @param <T> the payload's type
     * @param delivery what arrived
     * @param type the payload's generic type
     * @return both; a payload that does not bind is thrown only when it is asked for
     * @throws TokenNotFoundException if the token is not there
     * @throws AmbiguousTokenException if two different values could be it
     * @throws InvalidTaskTokenException if what is found there cannot be a task token
     * @throws UnreadableDeliveryException if no attribute is marked as a task token, and the body is not JSON
     */
    public <T> TypedEnvelope<T> read(Delivery delivery, TypeReference<T> type) {
        return readTyped(delivery, mapper.constructType(type.getType()));
    }

    ObjectMapper mapper() {
        return mapper;
    }

    PayloadBinder binder() {
        return binder;
    }

    boolean searchesInput() {
        return searchInput;
    }

    boolean readsAttributeValues() {
        return attributeValues;
    }

    LargeMessages largeMessages() {
        return largeMessages;
    }

    <T> TypedEnvelope<T> readTyped(Delivery delivery, JavaType type) {
        TypedEnvelope<T> read = shortCut.read(delivery, type);
        if (read != null) {
            return read;
        }
        PayloadBinder.Guess guess =
                isWorthAGuess(delivery, type) ? binder.guess(delivery.body(), type, searchInput) : null;
        if (guess == null) {
            return TypedEnvelope.of(envelope(OpenedDelivery.open(delivery, this)), type);
        }
        CallbackEnvelope envelope = envelope(OpenedDelivery.afterScan(delivery, guess.scan(), this));
        return envelope.hasPayload(delivery.body(), guess.hidden())
                ? TypedEnvelope.bound(envelope, guess.payload())
                : TypedEnvelope.of(envelope, type);
    }

    private boolean isWorthAGuess(Delivery delivery, JavaType type) {
        return location instanceof TokenLocation.ByName
                && payloadAt == null
                && !attributeValues
                && !type.hasRawClass(String.class)
                && !delivery.body().beginsLikeAnEnvelope();
    }

    private CallbackEnvelope envelope(OpenedDelivery opened) {
        Found found = origin(opened);
        return new CallbackEnvelope(this, token(found.token().value()), found);
    }

    Found origin(OpenedDelivery opened) {
        return new Found(opened, location.find(opened), payloadAt);
    }

    TaskToken token(String found) {
        return TaskToken.of(tokenIsBase64 ? decoded(found) : found);
    }

    /** A token where a thorough reading found it. */
    record Found(
            OpenedDelivery delivery,
            TokenCandidate token,
            @Nullable JsonPointer payloadAt) implements CallbackEnvelope.Origin {
        @Override
        public String tokenPlace() {
            return token.describe();
        }

        @Override
        public PayloadPlace payloadPlace() {
            return PayloadPlace.of(delivery, token, payloadAt);
        }

        @Override
        public Map<String, String> contextNames() {
            return ContextNames.of(delivery, token);
        }
    }

    private static String decoded(String base64) {
        try {
            String standard = base64.strip().replace('-', '+').replace('_', '/');
            return new String(Base64.getDecoder().decode(standard), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidTaskTokenException("The task token is not base64, as tokenIsBase64 says it is");
        }
    }

    /** Sets up a {@link CallbackReader}. What is set is checked at once. Not thread-safe; {@link #build()} copies. */
    public static final class Builder {
        private ObjectMapper mapper = DefaultMapper.shared();
        private TokenLocation location = new TokenLocation.ByName();
        private @Nullable JsonPointer payloadAt;
        private boolean searchInput;
        private boolean tokenIsBase64;
        private boolean attributeValues;
        private LargeMessages largeMessages = new LargeMessages(null, Set.of());

        private Builder() {}

        /**
         * Sets what parses deliveries and binds payloads, and writes the results where the reader serves a
         * {@link CallbackProcessor}. It is used as it is: strict only where it is set so, and with its own modules
         * only.
         *
         * @param mapper copied, so that later changes to it have no effect
         * @return this builder
         */
        public Builder mapper(ObjectMapper mapper) {
            this.mapper = mapper.copy();
            return this;
        }

        /**
         * Says where in the message the token is. Tried on the message as it arrived first, then on what was wrapped in
         * it; goes through JSON text on the way.
         *
         * @param pointer a JSON Pointer (RFC 6901) to a text, for instance {@code /meta/resume}
         * @return this builder
         * @throws IllegalArgumentException if it is not a JSON Pointer
         */
        public Builder tokenAt(String pointer) {
            this.location = new TokenLocation.At(JsonPointer.compile(pointer));
            return this;
        }

        /**
         * Says in which message attribute the token is; the attributes of a wrapped notification count too.
         *
         * @param name the attribute's name, compared exactly
         * @return this builder
         * @throws IllegalArgumentException if it is blank
         */
        public Builder tokenInAttribute(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("The attribute's name is blank");
            }
            this.location = new TokenLocation.InAttribute(name);
            return this;
        }

        /**
         * Finds the token by a function of the caller's. This builds a tree of the message, so one in which a key
         * occurs twice in an object is refused with {@link UnreadableDeliveryException}.
         *
         * @param finder from the message to the token's text; thread-safe
         * @return this builder
         */
        public Builder tokenBy(TokenFinder finder) {
            this.location = new TokenLocation.By(Objects.requireNonNull(finder, "finder"));
            return this;
        }

        /**
         * Says where in the message the payload is.
         *
         * @param pointer a JSON Pointer (RFC 6901), for instance {@code /input}; the empty one is the whole message
         * @return this builder
         * @throws IllegalArgumentException if it is not a JSON Pointer
         */
        public Builder payloadAt(String pointer) {
            this.payloadAt = JsonPointer.compile(pointer);
            return this;
        }

        /**
         * Looks for the token inside {@code input} too. Off by default: {@code input} is the workflow's own data, and
         * what looks like a token there may be the parent workflow's.
         *
         * @param searchInput whether to look there
         * @return this builder
         */
        public Builder searchInput(boolean searchInput) {
            this.searchInput = searchInput;
            return this;
        }

        /**
         * Says that the token was encoded as base64 once more on its way, plain or URL-safe. Off by default: a token's
         * own alphabet is base64's too, so nobody can tell.
         *
         * @param tokenIsBase64 whether to decode it
         * @return this builder
         */
        public Builder tokenIsBase64(boolean tokenIsBase64) {
            this.tokenIsBase64 = tokenIsBase64;
            return this;
        }

        /**
         * Says that the message is, or holds, an item in DynamoDB's attribute-value JSON, as streams deliver it:
         * {@code {"taskToken":{"S":"..."}}} is read as {@code {"taskToken":"..."}}, token and payload alike. Off by
         * default. This builds a tree of the message, so one in which a key occurs twice in an object is refused with
         * {@link UnreadableDeliveryException}.
         *
         * @param attributeValues whether to read it so
         * @return this builder
         */
        public Builder dynamoDbItems(boolean attributeValues) {
            this.attributeValues = attributeValues;
            return this;
        }

        /**
         * Follows the pointer that an extended client for SQS or SNS leaves in place of a large message. Off by
         * default: the sender chooses where the pointer leads, so only the buckets named here are fetched from.
         *
         * @param resolver fetches the message
         * @param buckets the names of the buckets it may be fetched from, at least one
         * @return this builder
         * @throws IllegalArgumentException if there is no bucket
         */
        public Builder largeMessages(LargeMessageResolver resolver, Set<String> buckets) {
            if (buckets.isEmpty()) {
                throw new IllegalArgumentException("Name the buckets that large messages may be fetched from");
            }
            this.largeMessages = new LargeMessages(Objects.requireNonNull(resolver, "resolver"), buckets);
            return this;
        }

        /**
         * Builds the reader.
         *
         * @return the reader
         */
        public CallbackReader build() {
            return new CallbackReader(this);
        }
    }
}
