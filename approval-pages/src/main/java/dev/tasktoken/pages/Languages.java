package dev.tasktoken.pages;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The languages that pages are written in. */
final class Languages {
    private static final List<Locale> OWN = List.of(Locale.ENGLISH, Locale.GERMAN, Locale.JAPANESE);

    private final Map<Locale, ResourceBundle> bundles = new LinkedHashMap<>();

    Languages(Map<Locale, ResourceBundle> added) {
        OWN.forEach(language -> bundles.put(language, own(language)));
        bundles.putAll(added);
    }

    /** The texts in English have no country: no other locale of this machine stands in for them. */
    private static ResourceBundle own(Locale language) {
        Locale asked = language.equals(Locale.ENGLISH) ? Locale.ROOT : language;
        return ResourceBundle.getBundle(
                "dev.tasktoken.pages.texts",
                asked,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** Takes the language asked for first of those there are. */
    Texts texts(String acceptLanguage, ZoneId zone, InstantSource clock) {
        Locale language = language(acceptLanguage);
        ResourceBundle own = bundles.getOrDefault(language, own(Locale.ENGLISH));
        ResourceBundle others = own(OWN.contains(language) ? language : Locale.ENGLISH);
        return new Texts(new Wording(own, others), language, zone, clock.instant());
    }

    private Locale language(String acceptLanguage) {
        Locale found = lookup(acceptLanguage);
        return found == null ? Locale.ENGLISH : found;
    }

    private @Nullable Locale lookup(String acceptLanguage) {
        if (acceptLanguage.isEmpty() || acceptLanguage.length() > 200) {
            return null;
        }
        try {
            return Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), bundles.keySet());
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) { // the JDK's parser throws both
            return null; // not a header that a browser sends
        }
    }
}
