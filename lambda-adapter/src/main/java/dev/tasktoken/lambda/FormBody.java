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
     * token. One without a name or an equals sign is left out, unless it may be a token's. What is no form stays as it
     * is; JSON for instance, which {@code curl -d} sends under a form's content type.
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
        return field.length() >= HttpCall.SHORTEST_TOKEN || HttpCall.mayNameAToken(field);
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
