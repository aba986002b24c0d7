package dev.tasktoken.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tasktoken.internal.TokenLike;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Converts a form's fields to a JSON object of texts, so that the reader can find token and payload. */
final class FormBody {
    private static final JsonFactory JSON = new JsonFactory();

    private FormBody() {}

    /**
     * Writes the fields in their order. A repeated field becomes a duplicate key, which is an error if it is the token.
     * A field without a name or an equals sign is left out, unless it may be a token's. A text that is not a form stays
     * unchanged, for instance JSON, which {@code curl -d} sends with a form's content type.
     */
    static String asJson(String form) {
        if (form.stripLeading().startsWith("{")) {
            return form;
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (String field : form.split("&", -1)) {
                int equals = field.indexOf('=');
                if (equals > 0 || mayMatter(field)) {
                    json.writeFieldName(decoded(equals < 0 ? field : field.substring(0, equals)));
                    json.writeString(equals < 0 ? "" : decoded(field.substring(equals + 1)));
                }
            }
            json.writeEndObject();
        } catch (IllegalArgumentException e) {
            return form;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** A token that has no name, or a token's name that has no value: nothing may take its place. */
    private static boolean mayMatter(String field) {
        return field.length() >= TokenLike.SHORTEST || HttpCall.endsInToken(field);
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
