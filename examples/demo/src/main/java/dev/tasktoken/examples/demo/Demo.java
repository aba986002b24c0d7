package dev.tasktoken.examples.demo;

import dev.tasktoken.examples.callbackpattern.CallbackPatternHandler;
import dev.tasktoken.examples.external.ReturnTokenHandler;
import dev.tasktoken.examples.integrations.FunctionHandler;
import dev.tasktoken.examples.integrations.QueueHandler;
import dev.tasktoken.examples.integrations.TopicHandler;
import dev.tasktoken.examples.payment.PaymentHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** Runs the example systems in this JVM and checks their outcomes. */
public final class Demo {
    private static final int OK = 0;
    private static final int NOT_AS_EXPECTED = 1;
    private static final int USAGE = 2;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<DemoSystem> systems;
    private final InputStream in;
    private final PrintStream out;
    private final Duration limit;

    Demo(List<DemoSystem> systems, PrintStream out, Duration limit) {
        this(systems, System.in, out, limit);
    }

    /** The limit holds for each system, and for starting and stopping the servers. */
    Demo(List<DemoSystem> systems, InputStream in, PrintStream out, Duration limit) {
        this.systems = List.copyOf(systems);
        this.in = in;
        this.out = out;
        this.limit = limit;
    }

    /**
     * Runs the demo; {@code --help} prints the options.
     *
     * @param args the arguments
     */
    public static void main(String[] args) {
        System.exit(new Demo(allSystems(), System.out, LIMIT).run(args));
    }

    static List<DemoSystem> allSystems() {
        return List.of(
                new CallbackPatternSystem(CallbackPatternHandler::new),
                new PaymentSystem(PaymentHandler::new),
                new ThreeIntegrationsSystem(new ThreeIntegrationsSystem.Handlers(
                        QueueHandler::new, FunctionHandler::new, TopicHandler::new)),
                new ExternalSystem(ReturnTokenHandler::new),
                new OrderApprovalSystem());
    }

    /** Runs what the arguments say and returns the exit code. */
    int run(String... args) {
        List<String> arguments = List.of(args);
        if (arguments.isEmpty()) {
            return runAll(systems);
        }
        if (arguments.equals(List.of("--help"))) {
            printUsage();
            return OK;
        }
        if (arguments.equals(List.of("--serve"))) {
            return serve(new InboxDesk());
        }
        if (arguments.size() >= 2 && arguments.get(0).equals("--system")) {
            Optional<DemoSystem> chosen = systems.stream()
                    .filter(system -> system.name().equals(arguments.get(1)))
                    .findFirst();
            if (chosen.isEmpty()) {
                out.println("There is no system called " + arguments.get(1) + ".");
            } else if (arguments.size() == 2) {
                return runAll(List.of(chosen.get()));
            } else if (arguments.subList(2, arguments.size()).equals(List.of("--serve"))
                    && chosen.get() instanceof ServedSystem served) {
                return serve(served);
            }
        }
        printUsage();
        return USAGE;
    }

    private int runAll(List<DemoSystem> chosen) {
        List<Outcome> outcomes = new ArrayList<>();
        try (BoundedWork work = new BoundedWork(limit)) {
            out.println("Starting an SQS server, an S3 server and a Step Functions in this process ...");
            LocalQueues queues = work.run(LocalQueues::start);
            LocalStorage storage = work.run(LocalStorage::start);
            for (DemoSystem system : chosen) {
                outcomes.addAll(runOne(system, deadline -> new Stage(queues, storage, out, deadline), work));
            }
            work.run(() -> close(storage));
            work.run(() -> close(queues));
        } catch (BrokenOffException e) {
            out.println("The demo failed: " + e.getMessage());
            return NOT_AS_EXPECTED;
        }
        return new Summary(outcomes).print(out) ? OK : NOT_AS_EXPECTED;
    }

    /** Serves until a person ends it. Only the start has a time limit. */
    private int serve(Served system) {
        try (BoundedWork work = new BoundedWork(limit)) {
            out.println("Starting an SQS server ...");
            LocalQueues queues = work.run(LocalQueues::start);
            out.println("Starting an S3 server ...");
            LocalStorage storage = work.run(LocalStorage::start);
            out.println("Starting a Step Functions ...");
            try (Stage stage = new Stage(queues, storage, out, Deadline.in(limit))) {
                system.serve(stage, this::awaitEnter);
                return OK;
            } finally {
                work.run(() -> close(storage));
                work.run(() -> close(queues));
            }
        } catch (BrokenOffException e) {
            out.println("The demo failed: " + e.getMessage());
            return NOT_AS_EXPECTED;
        }
    }

    /** Waits for Enter. Without a terminal only a signal ends it. */
    private void awaitEnter() {
        try {
            int read = in.read();
            while (read >= 0 && read != '\n') {
                read = in.read();
            }
            if (read < 0) {
                new CountDownLatch(1).await();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Outcome> runOne(DemoSystem system, Function<Deadline, Stage> stages, BoundedWork work) {
        out.println();
        out.println("=== " + system.name() + ": " + system.description());
        out.println();
        try {
            return work.run(() -> run(system, stages));
        } catch (BrokenOffException e) {
            out.println("  " + system.name() + " failed: " + e.getMessage());
            out.println();
            return List.of(new Outcome(system.name(), "the whole system", "ran to its end", "failed"));
        }
    }

    private List<Outcome> run(DemoSystem system, Function<Deadline, Stage> stages) {
        try (Stage stage = stages.apply(Deadline.in(limit.multipliedBy(9).dividedBy(10)))) {
            return system.run(stage);
        }
    }

    private static boolean close(AutoCloseable resource) throws Exception {
        resource.close();
        return true;
    }

    private void printUsage() {
        out.println("Usage: Demo [--serve | --system NAME [--serve] | --help]");
        out.println();
        out.println("Runs the example systems, embedded, and exits with 0 if everything ended as expected, else 1.");
        out.println("With --serve, an inbox with tasks of several systems waits for you in a browser instead;");
        out.println("with --system order-approval --serve, the pages of that system's links do.");
        out.println();
        out.println("Systems:");
        systems.forEach(system -> out.printf("  %-18s %s%n", system.name(), system.description()));
    }
}
