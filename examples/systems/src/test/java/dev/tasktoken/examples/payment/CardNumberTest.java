package dev.tasktoken.examples.payment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumberTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4111 1111 1111 1111",
                "5555-5555-5555-4444",
                "378282246310005",
                "4222222222222",
                "6011000990139424"
            })
    void takesNumbersWhoseCheckDigitIsRight(String number) {
        assertThat(CardNumber.isValid(number)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111111111111112", "5555555555545444", "", "0", "not-a-number", "41111111111111110000000"})
    void refusesAllOthers(String number) {
        assertThat(CardNumber.isValid(number)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"٤١١١١١١١١١١١١١١١"})
    void refusesDigitsThatAreNotAscii(String number) {
        assertThat(CardNumber.isValid(number)).isFalse();
    }
}
