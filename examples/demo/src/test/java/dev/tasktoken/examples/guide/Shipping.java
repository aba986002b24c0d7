package dev.tasktoken.examples.guide;

import dev.tasktoken.TaskFailureException;
import java.util.Map;

final class Shipping {
    record Parcel(String orderId, double kilos) {}

    static Map<String, Long> ship(Parcel parcel) {
        if (parcel.kilos() > 30) {
            throw new TaskFailureException("TooHeavy", parcel.kilos() + " kg");
        }
        return Map.of("postage", Math.round(parcel.kilos() * 120));
    }
}
