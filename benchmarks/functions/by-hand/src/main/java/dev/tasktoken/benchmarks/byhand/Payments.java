package dev.tasktoken.benchmarks.byhand;

import java.util.regex.Pattern;

/** The same work, to the letter, as the example's. */
final class Payments {
    private static final Pattern SEPARATORS = Pattern.compile("[ -]");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{12,19}");

    private Payments() {}

    static String charge(PaymentOrder order) throws CardDeclinedException {
        if (!isValid(order.creditCardNumber())) {
            throw new CardDeclinedException("Invalid Credit Card");
        }
        return "Payment processed successfully.";
    }

    private static boolean isValid(String number) {
        String digits = SEPARATORS.matcher(number).replaceAll("");
        return DIGITS.matcher(digits).matches() && luhnSum(digits) % 10 == 0;
    }

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
