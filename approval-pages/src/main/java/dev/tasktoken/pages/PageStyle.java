package dev.tasktoken.pages;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How pages look and speak: the brand, the language, and the time zone. Immutable and thread-safe.
 *
 * <p>Defaults: no name and no logo; a blue; times in UTC; the language that the browser asks for first, of English,
 * German, Japanese and those added, else English.
 *
 * <pre>{@code
 * PageStyle style = PageStyle.builder()
 *         .brand("Tischlerei Nord")
 *         .colour("#0b6b50")
 *         .zone(ZoneId.of("Europe/Berlin"))
 *         .build();
 * }</pre>
 */
public final class PageStyle {
    /** The contrast that a brand's colour must have against white, as of WCAG 2.2 for text. */
    public static final double MIN_CONTRAST = 4.5;

    /** The largest logo, in bytes. It is part of every page. */
    public static final int MAX_LOGO_BYTES = 65_536;

    private final String brand;
    private final String logo;
    private final ZoneId zone;
    private final @Nullable Locale locale;
    private final InstantSource clock;
    private final Languages languages;
    private final StyleSheet sheet;

    private PageStyle(Builder builder) {
        this.brand = builder.brand;
        this.logo = builder.logo;
        this.zone = builder.zone;
        this.locale = builder.locale;
        this.clock = builder.clock;
        this.languages = new Languages(builder.bundles);
        this.sheet = StyleSheet.of(builder.colour);
    }

    /**
     * Returns the style with the defaults listed above.
     *
     * @return the style
     */
    public static PageStyle standard() {
        return builder().build();
    }

    /**
     * Returns a builder with the defaults listed above.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    String brand() {
        return brand;
    }

    /** A {@code data:} address; empty for none. */
    String logo() {
        return logo;
    }

    StyleSheet sheet() {
        return sheet;
    }

    InstantSource clock() {
        return clock;
    }

    Texts texts(WebRequest request) {
        return languages.texts(
                Optional.ofNullable(locale).map(Locale::toLanguageTag).orElse(request.header("Accept-Language")),
                zone,
                clock);
    }

    /** Sets up a {@link PageStyle}. Setters check at once. Not thread-safe. */
    public static final class Builder {
        private static final Set<String> IMAGES = Set.of("image/svg+xml", "image/png", "image/webp", "image/jpeg");

        private String brand = "";
        private String logo = "";
        private Colour colour = Colour.parse("#1d4f91");
        private ZoneId zone = ZoneId.of("UTC");
        private @Nullable Locale locale;
        private InstantSource clock = InstantSource.system();
        private final Map<Locale, ResourceBundle> bundles = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Sets the name at the top of every page.
         *
         * @param name a company's or a team's
         * @return this builder
         */
        public Builder brand(String name) {
            this.brand = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets the logo at the top of every page, beside the name. It is shown 2 rem high, on white and on near-black.
         *
         * @param image the file, at most {@value #MAX_LOGO_BYTES} bytes
         * @param mediaType {@code image/svg+xml}, {@code image/png}, {@code image/webp} or {@code image/jpeg}
         * @return this builder
         * @throws IllegalArgumentException if it is larger, or of another type
         */
        public Builder logo(byte[] image, String mediaType) {
            if (image.length > MAX_LOGO_BYTES || !IMAGES.contains(mediaType)) {
                throw new IllegalArgumentException(
                        "a logo has at most " + MAX_LOGO_BYTES + " bytes and one of the types " + IMAGES);
            }
            this.logo = "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(image);
            return this;
        }

        /**
         * Sets the brand's colour, for buttons and links. In dark mode a lighter one is made of it.
         *
         * @param hex like {@code #1d4f91}
         * @return this builder
         * @throws IllegalArgumentException if it is not like that, or its contrast against white is below
         *     {@value #MIN_CONTRAST}
         */
        public Builder colour(String hex) {
            Colour chosen = Colour.parse(hex);
            if (chosen.contrast(Colour.WHITE) < MIN_CONTRAST) {
                throw new IllegalArgumentException("white text on " + hex + " cannot be read: its contrast is below "
                        + MIN_CONTRAST + "; take a darker colour");
            }
            this.colour = chosen;
            return this;
        }

        /**
         * Sets the zone of all times.
         *
         * @param zone for instance {@code Europe/Berlin}
         * @return this builder
         */
        public Builder zone(ZoneId zone) {
            this.zone = Objects.requireNonNull(zone, "zone");
            return this;
        }

        /**
         * Sets one language for everybody, whatever browsers ask for.
         *
         * @param locale the language; English if there are no texts for it
         * @return this builder
         */
        public Builder locale(Locale locale) {
            this.locale = Objects.requireNonNull(locale, "locale");
            return this;
        }

        /**
         * Adds a language, or replaces texts of one. What the bundle lacks is shown in English. The keys are those of
         * {@code dev/tasktoken/pages/texts.properties}; {@code direction} is {@code ltr} or {@code rtl}.
         *
         * @param language the language
         * @param texts its texts, patterns of {@link java.text.MessageFormat}
         * @return this builder
         */
        public Builder texts(Locale language, ResourceBundle texts) {
            bundles.put(Objects.requireNonNull(language, "language"), Objects.requireNonNull(texts, "texts"));
            return this;
        }

        /**
         * Sets the clock that ages and remaining times are measured by, for tests.
         *
         * @param clock thread-safe
         * @return this builder
         */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Builds the style.
         *
         * @return the style
         */
        public PageStyle build() {
            return new PageStyle(this);
        }
    }
}
