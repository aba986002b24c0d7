package dev.tasktoken.examples.guide;

/** The work of docs/migrating.md: the same before and after. */
public final class Shop {
    private Shop() {}

    public record Order(String orderId, int cents) {}

    public record Receipt(int paid) {}

    @FunctionalInterface
    public interface Cards {
        Receipt charge(Order order);
    }

    @FunctionalInterface
    public interface Printer {
        String label(String orderId);
    }

    @FunctionalInterface
    public interface Studio {
        int render(String title) throws Exception;
    }
}
