package dev.tasktoken.examples.demo;

/** An order to be paid, the input of an execution. */
record Order(String id, String story, String cardNumber, boolean hasGoodCard) {
    static Order withGoodCard(String id, String story, String cardNumber) {
        return new Order(id, story, cardNumber, true);
    }

    static Order withBadCard(String id, String story, String cardNumber) {
        return new Order(id, story, cardNumber, false);
    }

    String toJson() {
        return """
                {"orderId": "%s", "customerId": "customer-7", "orderDate": "2026-01-31", "amount": "129.90",
                 "nameOnCard": "A. Customer", "creditCardNumber": "%s", "expiry": "12/29", "cvv": "123"}""".formatted(id, cardNumber);
    }

    @Override
    public String toString() {
        return id + ": " + story;
    }
}
