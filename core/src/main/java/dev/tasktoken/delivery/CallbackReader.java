package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.CallbackId;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.JsonCodec;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.service.WorkId;
import dev.tasktoken.service.WorkKind;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads deliveries: takes off their wrappings, finds the task token, and knows where the payload is.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>Tasks of Step Functions are read. {@link Builder#reads} adds callbacks of Lambda durable functions.
 *   <li>The token is found by its name. Keys are compared without case, {@code _} and {@code -}. Strong names:
 *       {@code taskToken}, anything that ends in it ({@code myTaskToken}), {@code sfnToken}. Weak: {@code token},
 *       {@code callbackToken}. No other name is a task token.
 *   <li>A token is looked for among the message's own keys (of {@code detail} in events), its attributes, passed-on
 *       context objects, and the objects inside the message, at most 8 deep. It is never looked for inside arrays, nor
 *       inside {@code input}, which is the workflow's own data and may carry the parent's token. A context object is
 *       known by a name that ends in "context", by {@code Execution}, {@code State} or {@code StateMachine} beside its
 *       {@code Task}, or because it holds nothing else.
 *   <li>Deliberate places are the message's own keys, attributes, headers, parameters, and a context object among the
 *       own keys. A strong name in a deliberate place answers against anything in containers.
 *   <li>Two deliberate places with different strong values: {@link AmbiguousTokenException}. So is a key that occurs
 *       twice with different values.
 *   <li>A weak name against a different strong one is ambiguous, with two exceptions. Against weak names in containers
 *       the strong one answers. The strong one also answers if both stand in deliberate places and the weak one's text
 *       is not like a token (400 to 2,048 characters of base64's alphabet).
 *   <li>A token found only in containers, or only in a context object, is taken only if no other text like a token
 *       stands anywhere outside {@code input}. Arrays, links, JSON texts and unknown names count, too. An attribute
 *       like a token, of any name, makes every token of the body ambiguous.
 *   <li>The token's path as a text ({@code $$.Task.Token}), or a strong name without a text, ranks as a candidate of
 *       its place and is named by the error. A deeper one is ignored. So is a null beside a filled strong name in the
 *       same object. A null under the plain {@code taskToken} is not ignored beside a longer filled name, for instance
 *       {@code parentTaskToken}.
 *   <li>An SNS notification or an event that has keys of its own beside those of the service may be a message that a
 *       task's token was added to. A text like a token there makes every token of the message ambiguous.
 *   <li>Equal copies are one token. Being like a token only refuses, it never chooses. What no rule can see: data with
 *       a parent's {@code taskToken} that is merged over the message's own keys, beside an own token of an unknown
 *       name.
 *   <li>SNS notifications, EventBridge events and JSON text inside JSON text are unwrapped, at most 4 times.
 *   <li>The payload is what stands beside the token, without the token, its equal copies (where a token is looked for)
 *       and a passed-on context object.
 *   <li>The codec is strict. It refuses an unknown property, a primitive of a record or creator that is missing or
 *       null, and empty text for anything but text. It also refuses an unknown enum value and a fraction for a whole
 *       number. The {@link InvalidPayloadException} names the path. A number may be written as text. {@code Optional}
 *       and reference types may be missing. A bean with setters keeps what its fields have if a key is missing, 0 for
 *       instance: use a record, or a wrapper type and check it.
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

    private final PayloadBinder binder;
    private final ReadingRules rules;
    private final boolean tokenIsBase64;

    private CallbackReader(Builder builder) {
        this.binder = new PayloadBinder(builder.codec);
        this.rules = new ReadingRules(
                new IdNames(builder.kinds, builder.callbackToken),
                builder.location.apply(builder.codec),
                builder.payloadAt,
                builder.searchInput,
                builder.attributeValues,
                builder.largeMessages);
        this.tokenIsBase64 = builder.tokenIsBase64;
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
        UnwrappedDelivery unwrapped = UnwrappedDelivery.of(delivery, rules);
        FoundId found = rules.location().find(unwrapped);
        return new CallbackEnvelope(binder, id(found), unwrapped, found.candidate());
    }

    /**
     * Reads token and payload of a delivery at once.
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
        return readAs(delivery, Objects.requireNonNull(type, "type"));
    }

    /**
     * Reads token and payload of a delivery at once.
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
        return readAs(delivery, type.getType());
    }

    /**
     * Returns what binds the payloads of this reader's envelopes to a type, which is checked now.
     *
     * @param <T> the payload's type
     * @param type the payload's type, generic or not
     * @return binds as {@link CallbackEnvelope#payload(Type)} does
     * @throws IllegalArgumentException if the payload is a record with a component that is named like the task token,
     *     which is no part of the payload
     */
    public <T> Function<CallbackEnvelope, T> binding(Type type) {
        Objects.requireNonNull(type, "type");
        if (rules.location() instanceof TokenLocation.ByName && rules.payloadAt() == null) {
            TokenComponents.refuse(type, codec(), rules.names());
        }
        return envelope -> envelope.payload(type);
    }

    /**
     * Returns what binds payloads, and writes the results of a processor that reads with this.
     *
     * @return the codec
     */
    public JsonCodec codec() {
        return binder.codec();
    }

    /**
     * Returns what this reader reads.
     *
     * @return the kinds of work, by default tasks only
     */
    public Set<WorkKind> kinds() {
        return rules.names().kinds();
    }

    private <T> TypedEnvelope<T> readAs(Delivery delivery, Type type) {
        return TypedEnvelope.bind(read(delivery), type);
    }

    private WorkId id(FoundId found) {
        String text = found.candidate().value();
        String plain = tokenIsBase64 ? decoded(text) : text;
        return found.kind() == WorkKind.TASK ? TaskToken.of(plain) : CallbackId.of(plain);
    }

    private static String decoded(String base64) {
        try {
            String standard = base64.strip().replace('-', '+').replace('_', '/');
            return new String(Base64.getDecoder().decode(standard), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidTaskTokenException("What was found is not base64, as tokenIsBase64 says it is");
        }
    }

    /** Sets up a {@link CallbackReader}. What is set is checked at once. Not thread-safe; {@link #build()} copies. */
    public static final class Builder {
        private Set<WorkKind> kinds = EnumSet.of(WorkKind.TASK);
        private @Nullable WorkKind callbackToken;
        private JsonCodec codec = JsonCodec.standard();
        private Function<JsonCodec, TokenLocation> location = codec -> new TokenLocation.ByName();
        private boolean isPlaceSet;
        private @Nullable JsonPointer payloadAt;
        private boolean searchInput;
        private boolean tokenIsBase64;
        private boolean attributeValues;
        private LargeMessages largeMessages = new LargeMessages(null, Set.of());

        private Builder() {}

        /**
         * Sets the mapper of Jackson 2 that binds payloads, and writes the results where the reader serves a
         * {@link dev.tasktoken.processor.CallbackProcessor CallbackProcessor}: short for {@link #codec} with
         * {@link JsonCodec#of}. It is used as it is: strict only where it is set so, and with its own modules only.
         *
         * @param mapper copied, so that later changes to it have no effect
         * @return this builder
         */
        public Builder mapper(ObjectMapper mapper) {
            return codec(JsonCodec.of(mapper));
        }

        /**
         * Sets what binds payloads, and writes the results where the reader serves a
         * {@link dev.tasktoken.processor.CallbackProcessor CallbackProcessor}. Deliveries are parsed as strict JSON,
         * whatever it is.
         *
         * @param codec for instance {@code Jackson3Codec.strict(mapper)} of {@code tasktoken-jackson3}
         * @return this builder
         */
        public Builder codec(JsonCodec codec) {
            this.codec = Objects.requireNonNull(codec, "codec");
            return this;
        }

        /**
         * Sets what is read: tasks of Step Functions, callbacks of Lambda durable functions, or both. Tasks only by
         * default.
         *
         * <p>A callback id is found as a token is, by other names. Strong: {@code callbackId} and anything that ends in
         * it. Weak: {@code callbackToken}. A reader of both refuses a message that may have a token and an id of a
         * callback, wherever they stand, and a {@code callbackToken} that may be either. A name of one kind without a
         * text, null for instance, yields to the other kind's and is no payload.
         *
         * @param kind what is read
         * @param more what else is read
         * @return this builder
         */
        public Builder reads(WorkKind kind, WorkKind... more) {
            this.kinds = EnumSet.of(kind, more);
            return this;
        }

        /**
         * Says what the name {@code callbackToken} stands for, in messages that a reader of both kinds reads.
         *
         * @param kind a task's token or a callback's id
         * @return this builder
         */
        public Builder callbackTokenIs(WorkKind kind) {
            this.callbackToken = Objects.requireNonNull(kind, "kind");
            return this;
        }

        /**
         * Says where in the message the token or the callback id is. Tried on the message as it arrived first, then on
         * what was wrapped in it; goes through JSON text on the way.
         *
         * @param pointer a JSON Pointer (RFC 6901) to a text, for instance {@code /meta/resume}
         * @return this builder
         * @throws IllegalArgumentException if it is not a JSON Pointer
         */
        public Builder tokenAt(String pointer) {
            return at(new TokenLocation.At(JsonPointer.compile(pointer)));
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
            return at(new TokenLocation.InAttribute(name));
        }

        /**
         * Finds the token by a function of the caller's. This builds a tree of the message, so one in which a key
         * occurs twice in an object is refused with {@link UnreadableDeliveryException}.
         *
         * @param finder from the message to the token's text; thread-safe
         * @return this builder
         */
        public Builder tokenBy(TokenFinder finder) {
            return at(new TokenLocation.By(Objects.requireNonNull(finder, "finder")));
        }

        /**
         * Finds the token by a function of the caller's, as {@link #tokenBy(TokenFinder)} does, in a message that the
         * codec binds to a type: a tree of Jackson 3, or a record of the few members that say where the token is.
         *
         * @param <T> the message's type
         * @param type its class
         * @param finder from the message, all wrappings off, to the token's text; null if there is none. Thread-safe
         * @return this builder
         */
        public <T> Builder tokenBy(Class<T> type, Function<? super T, @Nullable String> finder) {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(finder, "finder");
            this.location = codec -> TokenLocation.By.bound(codec, type, finder);
            this.isPlaceSet = true;
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
         * Says that the token was encoded as base64 on its way, plain or URL-safe. Off by default: a token's own
         * alphabet is base64's too, so the two cannot be distinguished.
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

        private Builder at(TokenLocation place) {
            this.location = codec -> place;
            this.isPlaceSet = true;
            return this;
        }

        /**
         * Builds the reader.
         *
         * @return the reader
         * @throws IllegalStateException if it reads both kinds, and the token's place was set: of which kind is what
         *     stands there
         */
        public CallbackReader build() {
            if (kinds.size() > 1 && isPlaceSet) {
                throw new IllegalStateException("A reader of tasks and callbacks finds them by their names. For a place"
                        + " of the caller's, say what stands there: reads(WorkKind.CALLBACK) or reads(WorkKind.TASK)");
            }
            return new CallbackReader(this);
        }
    }
}
