package dev.tasktoken.examples.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * Works on an order named {@code slow...} until a test of another process lets it end. They speak by files: one with
 * the order's name begins to exist when its work does, and one called {@code go} ends it.
 */
@Component
@Primary
class HeldGateway extends PaymentGateway {
    private final Path folder;

    HeldGateway(@Value("${held.folder}") Path folder) {
        this.folder = folder;
    }

    @Override
    Receipt charge(Payment payment, String idempotencyKey) throws InterruptedException {
        hold(payment);
        return super.charge(payment, idempotencyKey);
    }

    @Override
    Receipt refund(Payment payment, String idempotencyKey) throws InterruptedException {
        hold(payment);
        return super.refund(payment, idempotencyKey);
    }

    private void hold(Payment payment) throws InterruptedException {
        try {
            Files.writeString(
                    folder.resolve(payment.orderId()), Thread.currentThread().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        while (payment.orderId().startsWith("slow") && Files.notExists(folder.resolve("go"))) {
            Thread.sleep(20); // the work of a payment, in a process that no test can call
        }
    }
}
