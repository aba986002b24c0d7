package dev.tasktoken;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MappingJsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages that are as most are, in one pass and as fast as the parser allows: a {@link LoneToken}, perhaps
 * in an SNS notification. It gives up on anything else, and on whatever does not bind; that is read thoroughly then,
 * and comes to the same wherever both are possible.
 */
final class ShortCut {
    private final CallbackReader reader;
    private final RemainderBinder binder;
    private final @Nullable JsonPointer payloadAt;
    private final boolean isOpen;
    private final int longestText;

    ShortCut(CallbackReader reader, RemainderBinder binder, @Nullable JsonPointer payloadAt, boolean isSearched) {
        this.reader = reader;
        this.binder = binder;
        this.payloadAt = payloadAt;
        this.isOpen = isSearched && readsPlainJson(reader.mapper());
        this.longestText = reader.mapper().getFactory().streamReadConstraints().getMaxStringLength();
    }

    /** Reads the token. Null if that needs a thorough reading. */
    @Nullable CallbackEnvelope read(Delivery delivery) {
        Message message = message(delivery);
        return message != null && message.isObject() ? envelope(message) : null;
    }

    /** Reads the token and binds the payload. Null if that needs a thorough reading. */
    <T> @Nullable TypedEnvelope<T> read(Delivery delivery, JavaType type) {
        Message message = message(delivery);
        Object payload = message == null ? null : message.bindDirectly(type);
        return message == null || payload == null ? null : TypedEnvelope.bound(envelope(message), payload);
    }

    private @Nullable Message message(Delivery delivery) {
        if (!isOpen || delivery.hasTokenAttribute()) {
            return null;
        }
        JsonDocument body = delivery.body();
        JsonDocument document = body.beginsLikeAnEnvelope() ? notified(body) : body;
        if (document == null) {
            return null;
        }
        LoneToken token = document.loneToken();
        return token == null ? null : new Message(delivery, document, token);
    }

    private @Nullable JsonDocument notified(JsonDocument body) {
        boolean mayPointIntoIt =
                payloadAt != null && (payloadAt.matches() || SnsEnvelope.isKey(payloadAt.getMatchingProperty()));
        String message = mayPointIntoIt ? null : body.plainNotification();
        return message == null || message.length() > longestText ? null : JsonDocument.of(message);
    }

    private CallbackEnvelope envelope(Message message) {
        return new CallbackEnvelope(reader, reader.token(message.token().value()), message);
    }

    /** Comments, single quotes and the like would hide a key from who only looks; so would another format. */
    private static boolean readsPlainJson(ObjectMapper mapper) {
        Class<?> kind = mapper.getClass();
        JsonFactory factory = mapper.getFactory();
        boolean isJacksonsOwn = (kind == JsonMapper.class || kind == ObjectMapper.class)
                && (factory.getClass() == JsonFactory.class || factory.getClass() == MappingJsonFactory.class);
        return isJacksonsOwn && factory.getInputDecorator() == null && isStrict(mapper);
    }

    private static boolean isStrict(ObjectMapper mapper) {
        try (JsonParser parser = mapper.createParser("{}")) {
            for (JsonReadFeature leniency : JsonReadFeature.values()) {
                if (parser.isEnabled(leniency.mappedFeature())) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A message, all wrappings off, and its token. */
    private final class Message implements CallbackEnvelope.Origin {
        private final Delivery delivery;
        private final JsonDocument document;
        private final LoneToken token;

        Message(Delivery delivery, JsonDocument document, LoneToken token) {
            this.delivery = delivery;
            this.document = document;
            this.token = token;
        }

        LoneToken token() {
            return token;
        }

        boolean isObject() {
            return binder.isObjectWithout(token, document);
        }

        @Override
        public @Nullable Object bindDirectly(JavaType type) {
            return type.hasRawClass(String.class) ? null : binder.bindWithout(token, document, payloadAt, type);
        }

        @Override
        public String tokenPlace() {
            return Printable.path(JsonPointer.empty().appendProperty(token.name()), 200);
        }

        @Override
        public PayloadPlace payloadPlace() {
            return reader.origin(OpenedDelivery.open(delivery, reader)).payloadPlace();
        }
    }
}
