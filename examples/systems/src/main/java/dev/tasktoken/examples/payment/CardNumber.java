package dev.tasktoken.examples.payment;

import java.util.regex.Pattern;

/** Checks the number of a card. */
final class CardNumber {
    private static final Pattern SEPARATORS = Pattern.compile("[ -]");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{12,19}");

    private CardNumber() {}

    /** Returns whether the number has 12 to 19 digits, without spaces and hyphens, and a correct check digit. */
    static boolean isValid(String number) {
        String digits = SEPARATORS.matcher(number).replaceAll("");
        return DIGITS.matcher(digits).matches() && luhnSum(digits) % 10 == 0;
    }

    /**
     * The Luhn sum (ISO/IEC 7812-1): every second digit from the right, the check digit being the first, is doubled.
     */
    private static int luhnSum(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum;
    }
}
