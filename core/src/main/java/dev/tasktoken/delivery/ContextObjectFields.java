package dev.tasktoken.delivery;

import com.fasterxml.jackson.core.JsonPointer;
import dev.tasktoken.internal.LogText;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What the context object that came with a token says of its execution and state, for log lines. */
final class ContextObjectFields {
    private static final JsonPointer EXECUTION = JsonPointer.compile("/Execution/Id");
    private static final JsonPointer STATE = JsonPointer.compile("/State/Name");
    private static final JsonPointer ENTERED = JsonPointer.compile("/State/EnteredTime");
    private static final JsonPointer RETRIES = JsonPointer.compile("/State/RetryCount");
    private static final int LONGEST = 256;

    /** Shorter than any piece of a token that would be of use. */
    private static final int HARMLESS = 16;

    private ContextObjectFields() {}

    static Optional<String> executionArn(UnwrappedDelivery delivery, TokenCandidate token) {
        return text(delivery, token, EXECUTION);
    }

    static Optional<String> stateName(UnwrappedDelivery delivery, TokenCandidate token) {
        return text(delivery, token, STATE);
    }

    /** A retried state has the time of its first attempt, from which no later attempt's timeout counts. */
    static Optional<Instant> enteredAt(UnwrappedDelivery delivery, TokenCandidate token) {
        return isRetried(delivery, token)
                ? Optional.empty()
                : text(delivery, token, ENTERED).flatMap(ContextObjectFields::instant);
    }

    private static boolean isRetried(UnwrappedDelivery delivery, TokenCandidate token) {
        return hits(delivery, token, RETRIES).anyMatch(count -> !isZero(count));
    }

    private static boolean isZero(PointerWalk.Hit count) {
        Span value = count.value();
        return count.document().text().substring(value.from(), value.to()).equals("0");
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(UnwrappedDelivery delivery, TokenCandidate token, JsonPointer name) {
        return hits(delivery, token, name)
                .flatMap(hit -> Stream.ofNullable(hit.text()))
                .filter(text -> !isOfTheToken(text, token.value()))
                .findFirst()
                .map(text -> LogText.text(text, LONGEST));
    }

    /** Nothing, unless the token itself stands in a context object: another one may be the parent's. */
    private static Stream<PointerWalk.Hit> hits(UnwrappedDelivery delivery, TokenCandidate token, JsonPointer name) {
        return delivery.candidates().stream()
                .filter(candidate -> candidate.value().equals(token.value()))
                .flatMap(candidate -> Stream.ofNullable(candidate.context())
                        .map(context ->
                                hits(context.document(), around(candidate).append(name))))
                .findFirst()
                .orElse(Stream.empty());
    }

    /** The context object of a token, which is its {@code /Task/Token}. */
    private static JsonPointer around(TokenCandidate token) {
        return token.place().pointer().head().head();
    }

    private static Stream<PointerWalk.Hit> hits(JsonDocument document, JsonPointer place) {
        try {
            return PointerWalk.walk(document, place).hits().stream();
        } catch (IOException e) {
            return Stream.empty(); // log lines do without
        }
    }

    private static boolean isOfTheToken(String text, String token) {
        return text.contains(token) || (text.length() >= HARMLESS && token.contains(text));
    }
}
