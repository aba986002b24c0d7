package dev.tasktoken.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** A form's fields as a JSON object of texts, so that token and payload are found in it as in any other. */
final class FormBody {
    private static final JsonFactory JSON = new JsonFactory();

    private FormBody() {}

    /**
     * Writes the fields in their order. A field that occurs twice is a key that occurs twice: an error if it is the
     * token. What is no form stays as it is; JSON for instance, which {@code curl -d} sends under a form's content
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
