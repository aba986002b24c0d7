package dev.tasktoken.examples.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import dev.tasktoken.pages.ApprovalInbox;
import dev.tasktoken.pages.Approver;
import dev.tasktoken.pages.HttpExchanges;
import dev.tasktoken.pages.PageStyle;
import dev.tasktoken.pages.Question;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.RecordedDecision;
import dev.tasktoken.processor.CallbackProcessor;
import dev.tasktoken.s3.S3TokenStore;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An inbox with the tasks of several systems, for two people; each decision is printed as it happens. */
final class InboxDesk implements Served {
    private static final List<String> PEOPLE = List.of("ann", "bob");
    private static final List<AskedQuestion> QUESTIONS = List.of(
            new AskedQuestion(
                    "purchase-17",
                    "Buy 12 chairs for the Berlin office, 1,480 EUR?",
                    "mara@example.com",
                    Map.of("Supplier", "ACME Office Furniture", "CostCentre", "4711 Berlin"),
                    1,
                    7),
            new AskedQuestion(
                    "purchase-18",
                    "Pay invoice 2026-1187 of Nordlicht GmbH, 12,400 EUR?",
                    "accounts@example.com",
                    Map.of("Supplier", "Nordlicht GmbH"),
                    2,
                    120),
            new AskedQuestion(
                    "release-4.2",
                    "Release version 4.2 to production?",
                    "build@example.com",
                    Map.of("Service", "checkout", "Changes", "18 commits"),
                    1,
                    30));

    @Override
    public void serve(Stage stage, Runnable untilTheEnd) {
        ExecutorService threads = Executors.newCachedThreadPool(DaemonThread::new);
        try (OrderDesk orders = new OrderDesk(stage)) {
            PendingTasks pending = PendingTasks.of(
                    stage.responder(), S3TokenStore.of(stage.storage().client(), OrderDesk.BUCKET));
            HttpServer server = server(stage.out(), orders, pending);
            server.setExecutor(threads);
            stage.out().println("Starting the workflows of three systems ...");
            start(stage, orders, pending);
            server.start();
            print(stage.out(), server.getAddress().getPort());
            untilTheEnd.run();
            server.stop(0);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void start(Stage stage, OrderDesk orders, PendingTasks pending) {
        String machine = stage.machine("ask-a-person", Map.of("AskFunction", asking(stage, pending)));
        for (String order : List.of("0001", "0002")) {
            orders.place(order, "A. Customer", 1);
            orders.awaitPending(order);
        }
        for (AskedQuestion question : QUESTIONS) {
            stage.start(machine, question.id(), Json.write(question));
        }
    }

    /** Registers the function that parks, and returns its name. */
    private static String asking(Stage stage, PendingTasks pending) {
        CallbackProcessor<AskedQuestion> parking = CallbackProcessor.builder(stage.responder(), AskedQuestion.class)
                .reader(CallbackReader.builder().payloadAt("/question").build())
                .action((question, task) -> pending.park(
                        question.id(), task, question.info(Clock.systemUTC().instant())))
                .build();
        return stage.stepFunctions().functions().register("ask-a-person", payload -> {
            parking.process(Delivery.of(payload));
            return "null";
        });
    }

    private static HttpServer server(PrintStream out, OrderDesk orders, PendingTasks pending) {
        ApprovalInbox inbox = ApprovalInbox.builder(pending, task -> question(orders, task))
                .style(PageStyle.builder()
                        .brand("tasktoken demo")
                        .zone(ZoneId.systemDefault())
                        .build())
                .formKey(new SecureRandom().generateSeed(ApprovalInbox.MIN_KEY_LENGTH))
                .build();
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            for (String name : PEOPLE) {
                Approver approver = new Approver(DecidedBy.person(name + "@example.com"), task -> true, task -> true);
                server.createContext("/" + name, exchange -> {
                    HttpExchanges.answer(exchange, call -> inbox.handle(call, approver));
                    printDecision(out, exchange, pending, name);
                });
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Question question(OrderDesk orders, PendingTask task) {
        return task.id().startsWith("0") ? orders.question(task) : AskedQuestion.page(task);
    }

    private static void print(PrintStream out, int port) {
        out.println();
        out.println("Your inbox, as two people (the invoice needs both):");
        PEOPLE.forEach(name -> out.println("  http://localhost:" + port + "/" + name));
        out.println();
        out.println("Each decision is printed here. Enter ends it.");
    }

    private static void printDecision(PrintStream out, HttpExchange exchange, PendingTasks pending, String name) {
        String query = exchange.getRequestURI().getQuery();
        boolean wasPressed = exchange.getRequestMethod().equals("POST") && exchange.getResponseCode() < 300;
        if (wasPressed && query != null && query.startsWith("task=")) {
            String id = query.substring("task=".length());
            String what = pending.find(id)
                    .flatMap(PendingTask::decided)
                    .map(InboxDesk::describe)
                    .orElse("a vote of " + name + "@example.com; others must still agree");
            out.println("  " + LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + "  " + id + ": "
                    + what);
        }
    }

    private static String describe(RecordedDecision recorded) {
        String what = recorded.decision() instanceof Decision.Failure failure ? failure.error() : "approved";
        return what
                + recorded.by()
                        .map(by -> " by " + by.name()
                                + by.comment().map(words -> " (" + words + ")").orElse(""))
                        .orElse("");
    }
}
