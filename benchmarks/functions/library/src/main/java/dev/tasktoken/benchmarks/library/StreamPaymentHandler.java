package dev.tasktoken.benchmarks.library;

import dev.tasktoken.TaskFailureException;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.examples.payment.PaymentOrder;
import dev.tasktoken.lambda.SqsStreamHandler;
import dev.tasktoken.processor.CallbackProcessor;
import java.util.regex.Pattern;

/** The example's work in a function that reads Lambda's stream itself. */
public final class StreamPaymentHandler extends SqsStreamHandler {
    private static final Pattern SEPARATORS = Pattern.compile("[ -]");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{12,19}");

    public StreamPaymentHandler() {
        super(CallbackProcessor.of(TokenResponder.create(), PaymentOrder.class, StreamPaymentHandler::charge));
    }

    private static String charge(PaymentOrder order) {
        String digits = SEPARATORS.matcher(order.creditCardNumber()).replaceAll("");
        if (!DIGITS.matcher(digits).matches() || luhnSum(digits) % 10 != 0) {
            throw new TaskFailureException("Failed to process payment", "Invalid Credit Card");
        }
        return "Payment processed successfully.";
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
