package dev.tasktoken.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveryKitTest {
    @ParameterizedTest
    @MethodSource("dev.tasktoken.testkit.DeliveryKit#all")
    void coreReadsTextAsTheShapeExpects(DeliveryShape shape) {
        shape.check(DeliveryKitTest::readText);
    }

    @ParameterizedTest
    @MethodSource("dev.tasktoken.testkit.DeliveryKit#all")
    void coreReadsBytesAsTheShapeExpects(DeliveryShape shape) {
        shape.check(it -> {
            Delivery.Builder delivery = Delivery.builder(it.body().getBytes(StandardCharsets.UTF_8));
            it.attributes().forEach(delivery::attribute);
            return CallbackReader.standard().read(delivery.build());
        });
    }

    @Test
    void everyShapeHasItsOwnName() {
        assertThat(DeliveryKit.all()).extracting(DeliveryShape::name).doesNotHaveDuplicates();
        assertThat(DeliveryKit.all())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(DeliveryKit.readable().stream(), DeliveryKit.refused().stream())
                                .toList());
    }

    @Test
    void findsAShapeByItsName() {
        assertThat(DeliveryKit.named("not JSON").body()).isEqualTo("this is not JSON");
        assertThatThrownBy(() -> DeliveryKit.named("no such shape")).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void noShapeShowsItsToken() {
        assertThat(DeliveryKit.all())
                .allSatisfy(shape -> assertThat(shape + " " + shape.expected()).doesNotContain(TestTokens.PREFIX));
    }

    @Test
    void complainsOfAnotherToken() {
        DeliveryShape shape = DeliveryKit.named("sfnToken");

        assertThatThrownBy(() -> shape.check(it -> CallbackReader.standard()
                        .read(DeliveryKit.named("token of 2048 characters").body())))
                .isInstanceOf(AssertionError.class)
                .hasMessage("sfnToken: another token was found");
    }

    @Test
    void complainsOfAnotherPayload() {
        DeliveryShape shape = DeliveryKit.named("sfnToken");

        assertThatThrownBy(() -> shape.check(
                        it -> CallbackReader.standard().read(it.body().replace("1999", "1"))))
                .isInstanceOf(AssertionError.class)
                .hasMessage("sfnToken: the payload's text is another");
    }

    @Test
    void complainsOfAMessageThatWasReadAndMustNot() {
        DeliveryShape shape = DeliveryKit.named("two attributes");

        assertThatThrownBy(() -> shape.check(it -> readText(DeliveryKit.named("sfnToken"))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("AmbiguousTokenException");
    }

    @Test
    void complainsOfAnExceptionThatShowsAToken() {
        DeliveryShape shape = DeliveryKit.named("token of 2049 characters");

        assertThatThrownBy(() -> shape.check(it -> {
                    throw new IllegalArgumentException(it.body());
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a token leaks");
    }

    private static CallbackEnvelope readText(DeliveryShape shape) {
        Delivery.Builder delivery = Delivery.builder(shape.body());
        shape.attributes().forEach(delivery::attribute);
        return CallbackReader.standard().read(delivery.build());
    }
}
