package dev.tasktoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.sns.SnsNotifications;
import dev.tasktoken.sns.UntrustedNotificationException;
import dev.tasktoken.sns.VerifiedMessage;
import dev.tasktoken.testkit.internal.topics.SigningIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages with a valid signature and hostile fields. The signed text is made as SNS makes it, of the first fields;
 * what is posted has the second ones. Only what SNS signed may be taken.
 */
class SignedNotificationsFuzzTest {
    private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:orders";
    private static final String HOST = "https://sns.eu-central-1.amazonaws.com";

    private static final SigningIdentity IDENTITY = SigningIdentity.named(SigningIdentity.SNS);
    private static final SnsNotifications NOTIFICATIONS = SnsNotifications.builder()
            .topic(TOPIC)
            .httpClient(new OnePage(IDENTITY.pem()))
            .build();
    private static final List<String> NAMES =
            List.of("Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
    private static final String TIMESTAMP = "Timestamp\n";
    private static final String SUBSCRIBE = HOST + "/?Action=ConfirmSubscription";
    private static final List<String> GENUINE =
            List.of("{\"TaskToken\":\"<A>\"}", "m-1", "s", "", "2026-01-01T00:00:00.000Z", "", TOPIC, "Notification");
    private static final List<String> CONFIRMATION = List.of(
            "Subscribe", "m-1", "", SUBSCRIBE, "2026-01-01T00:00:00.000Z", "t", TOPIC, "SubscriptionConfirmation");

    static Stream<byte[]> seeds() {
        List<String> moved = new ArrayList<>(GENUINE);
        moved.set(1, "m-1\nSubject\ns");
        moved.set(2, "");
        return Stream.of(
                seed("1", GENUINE, GENUINE),
                seed("2", GENUINE, GENUINE),
                seed("2", GENUINE, moved),
                seed("1", CONFIRMATION, CONFIRMATION),
                seed("2", CONFIRMATION, GENUINE),
                seed("2", GENUINE, CONFIRMATION));
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void takesOnlyWhatWasSigned(byte[] raw) {
        Input input = Input.of(raw);
        List<String> signed = fields(input, 1);
        List<String> posted = fields(input, 1 + NAMES.size());
        VerifiedMessage verified;
        try {
            verified = NOTIFICATIONS.verify(body(input.text(0), signed, posted), null);
        } catch (UntrustedNotificationException e) {
            Outcome.requireNoToken(e);
            assertThat(isGenuine(input.text(0), signed, posted)).isFalse();
            return;
        }

        Outcome.requireNoToken(verified.toString());
        assertThat(lines(posted).stream().map(SignedNotificationsFuzzTest::toMillis))
                .containsExactlyElementsOf(lines(signed).stream()
                        .map(SignedNotificationsFuzzTest::toMillis)
                        .toList());
        assertThat(verified.topicArn()).isEqualTo(TOPIC);
        if (verified instanceof VerifiedMessage.Notification notification) {
            Outcome.of(input, () -> CallbackReader.standard().read(notification.delivery()));
        } else {
            assertThat(posted.get(3)).matches("https://sns\\.eu-central-1\\.amazonaws\\.com(:443)?([/?].*)?");
        }
    }

    /** What the signed text says and what is posted differ only where the fuzzer made them differ. */
    private static String body(String version, List<String> signed, List<String> posted) {
        List<String> members = new ArrayList<>();
        IntStream.range(0, NAMES.size())
                .filter(i -> !posted.get(i).isEmpty())
                .forEach(i -> members.add(JsonTexts.member(NAMES.get(i), JsonTexts.quoted(posted.get(i)))));
        members.add(JsonTexts.member("SignatureVersion", JsonTexts.quoted(version)));
        members.add(JsonTexts.member("SigningCertURL", JsonTexts.quoted(HOST + "/SimpleNotificationService-0.pem")));
        members.add(JsonTexts.member("Signature", JsonTexts.quoted(IDENTITY.sign(canonical(signed), version))));
        return JsonTexts.object(members);
    }

    /** As the documentation of SNS has it: each name and each value on a line. */
    private static String canonical(List<String> fields) {
        return lines(fields).stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** The fields that SNS signs in a message of its type, a name and a value each. */
    private static List<String> lines(List<String> fields) {
        Set<String> left = fields.get(7).equals("Notification") ? Set.of("SubscribeURL", "Token") : Set.of("Subject");
        return IntStream.range(0, NAMES.size())
                .filter(i -> !fields.get(i).isEmpty() && !left.contains(NAMES.get(i)))
                .mapToObj(i -> NAMES.get(i) + "\n" + fields.get(i))
                .toList();
    }

    /** AWS's manager verifies a time as an instant, in milliseconds, however it is written. */
    private static String toMillis(String line) {
        if (!line.startsWith(TIMESTAMP)) {
            return line;
        }
        try {
            return TIMESTAMP + Instant.parse(line.substring(TIMESTAMP.length())).truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeParseException e) {
            return line;
        }
    }

    private static boolean isGenuine(String version, List<String> signed, List<String> posted) {
        return Set.of("1", "2").contains(version)
                && signed.equals(posted)
                && !posted.get(0).isEmpty()
                && GENUINE.subList(1, GENUINE.size()).equals(posted.subList(1, GENUINE.size()));
    }

    private static List<String> fields(Input input, int from) {
        return IntStream.range(from, from + NAMES.size()).mapToObj(input::text).toList();
    }

    private static byte[] seed(String version, List<String> signed, List<String> posted) {
        return Stream.of(List.of(version), signed, posted)
                .flatMap(List::stream)
                .collect(Collectors.joining(Input.SEPARATOR))
                .getBytes(StandardCharsets.UTF_8);
    }
}
