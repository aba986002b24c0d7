package dev.tasktoken.pages;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request for a page, independent of the server that received it. The fronts make them. Immutable.
 *
 * <p>A body is a form: {@code application/x-www-form-urlencoded}, in UTF-8, at most {@value #MAX_BODY_BYTES} bytes. A
 * front reads no more than that, and the page then answers with status 413.
 *
 * <pre>{@code
 * WebRequest request = WebRequest.builder("POST")
 *         .query("link=AQJr...")
 *         .header("Accept-Language", "de")
 *         .body("choice=approve&comment=Fine")
 *         .build();
 * }</pre>
 */
public final class WebRequest {
    /** The longest body that is read, in bytes. */
    public static final int MAX_BODY_BYTES = 65_536;

    private final String method;
    private final Fields query;
    private final Fields form;
    private final Map<String, String> headers;
    private final int refusal;

    private WebRequest(Builder builder) {
        this.method = builder.method;
        this.query = builder.query;
        this.form = builder.form;
        this.headers = new TreeMap<>(builder.headers);
        this.refusal = builder.refusal;
    }

    /**
     * Returns a builder.
     *
     * @param method the HTTP method; null or empty if unknown
     * @return the builder
     */
    public static Builder builder(@Nullable String method) {
        return new Builder(method == null ? "" : method);
    }

    boolean isMethod(String name) {
        return name.equalsIgnoreCase(method);
    }

    /** The parameter of this name; empty if there is none, or more than one. */
    String parameter(String name) {
        return query.only(name);
    }

    /** The form's field of this name; empty if there is none, or more than one. */
    String field(String name) {
        return form.only(name);
    }

    boolean hasField(String name) {
        return form.has(name);
    }

    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** The status that a front refuses the body with; 0 if it was read. */
    int refusal() {
        return refusal;
    }

    /** Shows the method only: anybody who has the link can decide. */
    @Override
    public String toString() {
        return "WebRequest[" + method + "]";
    }

    /** Sets up a {@link WebRequest}. Not thread-safe. */
    public static final class Builder {
        private final String method;
        private Fields query = Fields.none();
        private Fields form = Fields.none();
        private final Map<String, String> headers = new TreeMap<>();
        private int refusal;

        private Builder(String method) {
            this.method = method;
        }

        /**
         * Sets the query string.
         *
         * @param raw as it stands in the address, encoded, without the question mark; null for none
         * @return this builder
         */
        public Builder query(@Nullable String raw) {
            query = raw == null ? Fields.none() : Fields.parse(raw);
            return this;
        }

        /**
         * Sets the query's parameters.
         *
         * @param decoded the values by their names; null for none
         * @return this builder
         */
        public Builder query(@Nullable Map<String, List<String>> decoded) {
            query = decoded == null ? Fields.none() : Fields.of(decoded);
            return this;
        }

        /**
         * Adds a header. The pages read {@code Accept-Language} and {@code Sec-Fetch-Site}; others are ignored.
         *
         * @param name in any case
         * @param value its value; null for none
         * @return this builder
         */
        public Builder header(String name, @Nullable String value) {
            if (value != null) {
                headers.put(name.toLowerCase(Locale.ROOT), value);
            }
            return this;
        }

        /**
         * Sets the body.
         *
         * @param form URL-encoded; null for none
         * @return this builder
         */
        public Builder body(@Nullable String form) {
            if (form != null && form.length() > MAX_BODY_BYTES) {
                return refused(413);
            }
            this.form = form == null ? Fields.none() : Fields.parse(form);
            return this;
        }

        Builder form(Fields fields) {
            this.form = fields;
            return this;
        }

        Builder refused(int status) {
            refusal = status;
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         */
        public WebRequest build() {
            return new WebRequest(this);
        }
    }
}
