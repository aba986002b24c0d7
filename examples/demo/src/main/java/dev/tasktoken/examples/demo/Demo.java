package dev.tasktoken.examples.demo;

import dev.tasktoken.examples.callbackpattern.CallbackPatternHandler;
import dev.tasktoken.examples.external.ReturnTokenHandler;
import dev.tasktoken.examples.integrations.FunctionHandler;
import dev.tasktoken.examples.integrations.QueueHandler;
import dev.tasktoken.examples.integrations.TopicHandler;
import dev.tasktoken.examples.payment.PaymentHandler;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the example systems in this JVM and checks how they end. */
public final class Demo {
    private static final int OK = 0;
    private static final int NOT_AS_EXPECTED = 1;
    private static final int USAGE = 2;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<DemoSystem> systems;
    private final PrintStream out;
    private final Duration limit;

    /** The limit holds for each system, and for starting and stopping the queues. */
    Demo(List<DemoSystem> systems, PrintStream out, Duration limit) {
        this.systems = List.copyOf(systems);
        this.out = out;
        this.limit = limit;
    }

    /**
     * Runs the demo; {@code --help} says how.
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
                new ExternalSystem(ReturnTokenHandler::new));
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
        if (arguments.size() == 2 && arguments.get(0).equals("--system")) {
            Optional<DemoSystem> chosen = systems.stream()
                    .filter(system -> system.name().equals(arguments.get(1)))
                    .findFirst();
            if (chosen.isPresent()) {
                return runAll(List.of(chosen.get()));
            }
            out.println("There is no system called " + arguments.get(1) + ".");
        }
        printUsage();
        return USAGE;
    }

    private int runAll(List<DemoSystem> chosen) {
        List<Outcome> outcomes = new ArrayList<>();
        try (BoundedWork work = new BoundedWork(limit)) {
            LocalQueues queues = work.run(LocalQueues::start);
            for (DemoSystem system : chosen) {
                outcomes.addAll(runOne(system, queues, work));
            }
            work.run(() -> close(queues));
        } catch (BrokenOffException e) {
            out.println("The demo broke off: " + e.getMessage());
            return NOT_AS_EXPECTED;
        }
        return new Summary(outcomes).print(out) ? OK : NOT_AS_EXPECTED;
    }

    private List<Outcome> runOne(DemoSystem system, LocalQueues queues, BoundedWork work) {
        out.println("=== " + system.name() + ": " + system.description());
        out.println();
        try {
            return work.run(() -> run(system, queues));
        } catch (BrokenOffException e) {
            out.println("  " + system.name() + " broke off: " + e.getMessage());
            out.println();
            return List.of(new Outcome(system.name(), "the whole system", "ran to its end", "broke off"));
        }
    }

    private List<Outcome> run(DemoSystem system, LocalQueues queues) {
        try (Stage stage =
                new Stage(queues, out, Deadline.in(limit.multipliedBy(9).dividedBy(10)))) {
            return system.run(stage);
        }
    }

    private static boolean close(LocalQueues queues) {
        queues.close();
        return true;
    }

    private void printUsage() {
        out.println("Usage: Demo [--system NAME | --help]");
        out.println();
        out.println("Runs the example systems, embedded, and exits with 0 if everything ended as it must, else 1.");
        out.println();
        out.println("Systems:");
        systems.forEach(system -> out.printf("  %-18s %s%n", system.name(), system.description()));
    }
}
