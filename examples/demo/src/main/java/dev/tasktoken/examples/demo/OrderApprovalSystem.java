package dev.tasktoken.examples.demo;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Order-approval: six orders wait for a person, with their tokens in S3. One is confirmed, one is cancelled, one is
 * confirmed twice, one is confirmed before its token is stored, one gets an invalid link, and one needs two people.
 */
final class OrderApprovalSystem implements ServedSystem {
    private static final String CONFIRMED = "0001";
    private static final String CANCELLED = "0002";
    private static final String TWICE = "0003";
    private static final String EARLY = "0004";
    private static final String INVALID_LINK = "0005";
    private static final String TWO_PEOPLE = "0006";
    private static final Map<String, String> STORIES = stories();

    private static Map<String, String> stories() {
        Map<String, String> stories = new LinkedHashMap<>();
        stories.put(CONFIRMED, "confirmed on the page of its link");
        stories.put(CANCELLED, "cancelled through the API");
        stories.put(TWICE, "confirmed, then cancelled: the second answer comes too late");
        stories.put(EARLY, "confirmed before its token is stored, and once more");
        stories.put(INVALID_LINK, "confirmed with an invalid link, then with its own");
        stories.put(TWO_PEOPLE, "confirmed by two people, of whom one tries to count twice");
        return stories;
    }

    @Override
    public String name() {
        return "order-approval";
    }

    @Override
    public String description() {
        return "a person confirms or cancels orders; the tokens wait in S3";
    }

    @Override
    public List<Outcome> run(Stage stage) {
        Outcomes outcomes = new Outcomes(name(), stage.out());
        try (OrderDesk desk = new OrderDesk(stage)) {
            desk.holdBack(EARLY);
            STORIES.keySet().forEach(order -> desk.place(order, "A. Customer", order.equals(TWO_PEOPLE) ? 2 : 1));
            STORIES.keySet().stream().filter(order -> !order.equals(EARLY)).forEach(desk::awaitPending);

            int stored = desk.countTokens();
            outcomes.add("0001, on its page", "200 asks, 200 when pressed", confirmOnThePage(desk));
            desk.decide(CANCELLED, false);
            String second = confirmTwice(desk);
            outcomes.add("0004, too early", "503, again after 5 s: 200 Confirmed", confirmTooEarly(desk));
            outcomes.add("0005, invalid link", "403 and nothing decided, then 200", confirmWithAnInvalidLink(desk));
            outcomes.add("0006, two people", "202, 403 for the same, 200 for another", confirmByTwo(desk));
            String uninvited = desk.decideWithoutSecret(CONFIRMED).status() + ", and "
                    + desk.decide("0404", true).status() + " for no order";
            outcomes.add("without the secret", "401, and 404 for no order", uninvited);

            Map<String, Execution> executions = new LinkedHashMap<>();
            STORIES.keySet().forEach(order -> executions.put(order, desk.execution(order)));
            executions.forEach((order, execution) ->
                    outcomes.add("order-" + order, expectedEnding(order), execution.endingWithCause()));
            outcomes.add(
                    "0003, asked again",
                    "409 Confirmed, answered 1 x",
                    second + countAnswers(requireNonNull(executions.get(TWICE))));
            outcomes.add("tokens in S3", "5, and none in the end", stored + ", and " + left(desk) + " in the end");

            executions.forEach((order, execution) ->
                    execution.printTimeline("order-" + order + ": " + STORIES.get(order), desk.calls(order)));
        }
        return outcomes.list();
    }

    private static String left(OrderDesk desk) {
        int count = desk.countTokens();
        return count == 0 ? "none" : String.valueOf(count);
    }

    private static String confirmOnThePage(OrderDesk desk) {
        URI link = confirmLink(desk, CONFIRMED);
        int asked = desk.open(CONFIRMED, link).status();
        return asked + " asks, " + desk.press(CONFIRMED, link).status() + " when pressed";
    }

    private static String confirmTwice(OrderDesk desk) {
        desk.decide(TWICE, true);
        ApiClient.Reply second = desk.decide(TWICE, false);
        return second.status() + " " + second.gist() + ", answered ";
    }

    /** The token is stored only after the first response, so that the first decision is always too early. */
    private static String confirmTooEarly(OrderDesk desk) {
        ApiClient.Reply early = desk.decide(EARLY, true);
        desk.release(EARLY);
        desk.awaitPending(EARLY);
        ApiClient.Reply again = desk.decide(EARLY, true);
        return early.status() + ", again after " + early.retryAfter() + " s: " + again.status() + " " + again.gist();
    }

    /** Combines the content of one order's link with the signature of another's. */
    private static String confirmWithAnInvalidLink(OrderDesk desk) {
        URI link = confirmLink(desk, INVALID_LINK);
        String other = confirmLink(desk, TWICE).toString();
        String genuine = link.toString();
        URI invalid =
                URI.create(genuine.substring(0, genuine.lastIndexOf('.')) + other.substring(other.lastIndexOf('.')));
        int refused = desk.press(INVALID_LINK, invalid).status();
        int asked = desk.open(INVALID_LINK, link).status();
        int pressed = desk.press(INVALID_LINK, link).status();
        return refused + (asked == 200 ? " and nothing decided" : " but answered " + asked) + ", then " + pressed;
    }

    private static String confirmByTwo(OrderDesk desk) {
        int first = desk.decideAs(TWO_PEOPLE, "ann").status();
        int same = desk.decideAs(TWO_PEOPLE, "ann").status();
        return first + ", " + same + " for the same, "
                + desk.decideAs(TWO_PEOPLE, "bob").status() + " for another";
    }

    private static URI confirmLink(OrderDesk desk, String order) {
        return desk.links(order).getOrDefault("confirm", URI.create(""));
    }

    private static String countAnswers(Execution execution) {
        return execution.calls().stream()
                        .filter(answer -> !answer.operation().equals("SendTaskHeartbeat"))
                        .count()
                + " x";
    }

    private static String expectedEnding(String order) {
        return order.equals(CANCELLED) ? "FAILED: Cancelled from client..." : "SUCCEEDED via CompleteOrder";
    }

    @Override
    public void serve(Stage stage, Runnable untilTheEnd) {
        PrintStream out = stage.out();
        try (OrderDesk desk = new OrderDesk(stage)) {
            out.println("Orders that wait for you. Each link opens a page that asks; its button decides.");
            out.println();
            for (String order : List.of("0001", "0002", "0003")) {
                desk.place(order, "A. Customer", 1);
                desk.awaitPending(order);
                out.println("  order " + order);
                desk.links(order).forEach((action, link) -> out.printf("    %-8s %s%n", action, link));
            }
            out.println();
            out.println("Or as a program:");
            out.println("  curl -i " + desk.address() + "/orders/0001/confirmation -d '{\"IsConfirmed\": true}' \\");
            out.println("    -H 'Authorization: Bearer " + desk.secret() + "'");
            out.println();
            out.println("Enter ends it.");
            untilTheEnd.run();
        }
    }
}
