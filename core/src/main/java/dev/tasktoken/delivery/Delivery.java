package dev.tasktoken.delivery;

import dev.tasktoken.internal.LogText;
import dev.tasktoken.internal.TokenName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What arrived, before anything is read from it: a body, its attributes, and what the transport knows about its
 * arrival.
 *
 * <p>Adapters make it out of their transport's own type; make one yourself for a transport that has no adapter.
 * Everything but the body is optional. Immutable and thread-safe.
 *
 * <pre>{@code
 * Delivery delivery = Delivery.builder(text).id("order-queue/42").attribute("TaskToken", token).build();
 * Settlement settlement = processor.process(delivery);
 * }</pre>
 */
public final class Delivery {
    private final JsonDocument body;
    private final Map<String, String> attributes;
    private final String id;
    private final int receiveCount;
    private final @Nullable String messageGroup;
    private final @Nullable Instant deadline;
    private final @Nullable DeliveryLease lease;

    private Delivery(JsonDocument body) {
        this.body = body;
        this.attributes = Map.of();
        this.id = "";
        this.receiveCount = 0;
        this.messageGroup = null;
        this.deadline = null;
        this.lease = null;
    }

    private Delivery(Builder builder) {
        this.body = builder.body;
        this.attributes = Map.copyOf(builder.attributes);
        this.id = builder.id;
        this.receiveCount = builder.receiveCount;
        this.messageGroup = builder.messageGroup;
        this.deadline = builder.deadline;
        this.lease = builder.lease;
    }

    /**
     * Returns a delivery that is only a body.
     *
     * @param body the text; JSON, or any text if the token is in an attribute
     * @return the delivery
     */
    public static Delivery of(String body) {
        return new Delivery(JsonDocument.of(Objects.requireNonNull(body, "body")));
    }

    /**
     * Returns a delivery that is only a body.
     *
     * @param body JSON in UTF-8, decoded at once; anything else than UTF-8 is refused when it is read
     * @return the delivery
     */
    public static Delivery of(byte[] body) {
        return new Delivery(JsonDocument.of(Objects.requireNonNull(body, "body")));
    }

    /**
     * Starts a delivery with this body.
     *
     * @param body the text
     * @return the builder
     */
    public static Builder builder(String body) {
        return new Builder(JsonDocument.of(Objects.requireNonNull(body, "body")));
    }

    /**
     * Starts a delivery with this body.
     *
     * @param body JSON in UTF-8, decoded at once; anything else than UTF-8 is refused when it is read
     * @return the builder
     */
    public static Builder builder(byte[] body) {
        return new Builder(JsonDocument.of(Objects.requireNonNull(body, "body")));
    }

    JsonDocument body() {
        return body;
    }

    /**
     * Returns the message attributes that are text, without those whose name marks a task token. A callback's id is
     * among them, because only a reader knows that it is one: do not log it.
     *
     * @return name to value, unmodifiable
     */
    public Map<String, String> attributes() {
        return attributes.entrySet().stream()
                .filter(attribute -> TokenName.of(attribute.getKey()) == TokenName.NONE)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Map<String, String> allAttributes() {
        return attributes;
    }

    /**
     * Returns the transport's name for this delivery, for log lines.
     *
     * @return a message id, or the empty string
     */
    public String id() {
        return id;
    }

    /**
     * Returns how often the transport has handed out this message, this time included.
     *
     * @return 1 for the first time; empty where the transport does not count
     */
    public OptionalInt receiveCount() {
        return receiveCount == 0 ? OptionalInt.empty() : OptionalInt.of(receiveCount);
    }

    /**
     * Returns the FIFO message group that the message belongs to.
     *
     * @return the group's id; empty where messages have no order
     */
    public Optional<String> messageGroup() {
        return Optional.ofNullable(messageGroup);
    }

    /**
     * Returns when the process that handles it will be stopped.
     *
     * @return a Lambda function's own end, for instance
     */
    public Optional<Instant> deadline() {
        return Optional.ofNullable(deadline);
    }

    /**
     * Returns what keeps the delivery from being redelivered while its handler runs.
     *
     * @return empty if nothing does
     */
    public Optional<DeliveryLease> lease() {
        return Optional.ofNullable(lease);
    }

    /** Names the delivery without its body and attributes. */
    @Override
    public String toString() {
        return "Delivery[" + id + "]";
    }

    /** Collects what is known of a delivery. Not thread-safe. */
    public static final class Builder {
        private static final int LONGEST_ID = 200;
        private static final String RECEIVE_COUNT = "ApproximateReceiveCount";
        private static final String DEAD_LETTER_SOURCE = "DeadLetterQueueSourceArn";
        private static final String GROUP_ID = "MessageGroupId";

        /** Only a FIFO queue's messages have one; those of a fair standard queue have a group, too, but no order. */
        private static final String SEQUENCE_NUMBER = "SequenceNumber";

        private final JsonDocument body;
        private final Map<String, String> attributes = new LinkedHashMap<>();
        private String id = "";
        private int receiveCount;
        private @Nullable String deadLetterSource;
        private @Nullable String messageGroup;
        private @Nullable Instant deadline;
        private @Nullable DeliveryLease lease;

        private Builder(JsonDocument body) {
            this.body = body;
        }

        /**
         * Adds a message attribute that is text.
         *
         * @param name the attribute's name
         * @param value its value
         * @return this builder
         */
        public Builder attribute(String name, String value) {
            attributes.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Adds a message attribute with the type that SQS and SNS give it. Only text is used: an attribute of the type
         * {@code Binary} (or {@code Binary.}something), or without a name or a value, is ignored. One whose name marks
         * a task token or a callback id is added as an empty one instead, so that no other takes its place.
         *
         * @param name the attribute's name
         * @param type the attribute's type, as {@code String}, {@code Number} or {@code String.Array}; null if unknown
         * @param value its value as text
         * @return this builder
         */
        public Builder attribute(@Nullable String name, @Nullable String type, @Nullable String value) {
            boolean binary = type != null && type.startsWith("Binary");
            if (name == null) {
                return this;
            }
            if (binary || value == null) {
                return marksAnId(name) ? attribute(name, "") : this;
            }
            return attribute(name, value);
        }

        /** Of either kind, since only a reader knows which it reads. */
        private static boolean marksAnId(String name) {
            return TokenName.of(name) != TokenName.NONE || TokenName.ofCallback(name) != TokenName.NONE;
        }

        /**
         * Adds what SQS knows about a message: {@code ApproximateReceiveCount} becomes the {@link #receiveCount}, and
         * {@code DeadLetterQueueSourceArn} is kept for {@code CallbackProcessor.deadLetters}, and
         * {@code MessageGroupId} beside {@code SequenceNumber} becomes the {@link #messageGroup}. Others are ignored,
         * and so is a count that is missing or not a positive number: the check for duplicates then always runs.
         *
         * @param attributes the message's system attributes by name; null if there are none
         * @return this builder
         */
        public Builder systemAttributes(@Nullable Map<String, String> attributes) {
            if (attributes == null) {
                return this;
            }
            receiveCount = count(attributes.get(RECEIVE_COUNT));
            if (attributes.containsKey(SEQUENCE_NUMBER)) {
                messageGroup = attributes.get(GROUP_ID);
            }
            deadLetterSource = attributes.get(DEAD_LETTER_SOURCE);
            return this;
        }

        private static int count(@Nullable String text) {
            try {
                return text == null ? 0 : Math.max(0, Integer.parseInt(text.strip()));
            } catch (NumberFormatException e) {
                return 0;
            }
        }

        /**
         * Sets the transport's name for the delivery. It appears in log lines, so control characters are replaced and
         * it is cut at 200 characters.
         *
         * @param id a message id
         * @return this builder
         */
        public Builder id(String id) {
            this.id = LogText.text(id, LONGEST_ID);
            return this;
        }

        /**
         * Sets how often the message was handed out, this time included.
         *
         * @param receiveCount at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder receiveCount(int receiveCount) {
            if (receiveCount < 1) {
                throw new IllegalArgumentException("receiveCount must be at least 1: " + receiveCount);
            }
            this.receiveCount = receiveCount;
            return this;
        }

        /**
         * Sets the FIFO message group. Messages of a group are processed in order, so a message may be received but not
         * tried because one before it was redelivered. Its receive count does not say how often it was tried, so
         * {@code maxReceives} fails it only after a try.
         *
         * @param id the group's id
         * @return this builder
         */
        public Builder messageGroup(String id) {
            this.messageGroup = Objects.requireNonNull(id, "id");
            return this;
        }

        /**
         * Sets when the process that handles it will be stopped; answers are not resent past that.
         *
         * @param deadline the end
         * @return this builder
         */
        public Builder deadline(Instant deadline) {
            this.deadline = Objects.requireNonNull(deadline, "deadline");
            return this;
        }

        /**
         * Sets what keeps the delivery from being redelivered while its handler runs.
         *
         * @param lease renewed while the delivery is processed
         * @return this builder
         */
        public Builder lease(DeliveryLease lease) {
            this.lease = Objects.requireNonNull(lease, "lease");
            return this;
        }

        /**
         * Builds the delivery.
         *
         * @return the delivery
         */
        public Delivery build() {
            if (deadLetterSource != null) { // whatever attribute of the sender has that name
                attributes.put(DEAD_LETTER_SOURCE, deadLetterSource);
            }
            return new Delivery(this);
        }
    }
}
