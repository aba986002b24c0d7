package dev.tasktoken.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
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
     * A text that is not a form stays unchanged, for instance JSON, which {@code curl -d} sends with a form's content
     * type.
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
                if (equals > 0) {
                    json.writeStringField(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
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

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
