package dev.tasktoken.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** The tables on reading: what JMH measured, as ratios. */
final class ReadingTables {
    private ReadingTables() {}

    static Section typedRead(Form form) throws RunnerException {
        boolean quick = form == Form.QUICK;
        String[] sizes = quick ? new String[] {"16384"} : new String[] {"1536", "16384", "256000"};
        String[] firsts = quick ? new String[] {"false"} : new String[] {"true", "false"};
        String methods = quick ? "library|floor|twoParses|tree" : ".*";
        JmhRounds rounds = JmhRounds.run(form, TypedRead.class, methods, Map.of("bytes", sizes, "tokenFirst", firsts));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "body",
                "token",
                "by hand, µs",
                "time / by hand",
                "allocation / by hand",
                "in two steps: time / by hand",
                "in a processor: time / by hand",
                "time / bare `readValue`",
                "allocation / bare `readValue`",
                "Powertools: time / bare `readValue`"));
        List<Goal> goals = new ArrayList<>();
        for (String size : sizes) {
            for (Shape shape : Shape.values()) {
                for (String first : firsts) {
                    TypedReadCase typed = new TypedReadCase(rounds, size, shape, first.equals("true"));
                    if (!quick) {
                        rows.add(typed.row());
                    }
                    goals.addAll(typed.goals());
                }
            }
        }
        return new Section("typed-read", rows, goals);
    }

    static Section tokenOnly(Form form) throws RunnerException {
        String[] sizes =
                form == Form.QUICK ? new String[] {"16384", "256000"} : new String[] {"16384", "256000", "1000000"};
        JmhRounds rounds = JmhRounds.run(form, TokenOnly.class, ".*", Map.of("bytes", sizes));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("body", "time, µs", "readTree / time", "allocated, bytes", "readTree allocates, bytes"));
        for (String size : sizes) {
            rows.add(List.of(
                    kilobytes(size),
                    Spread.of(rounds.micros("library", size)).toString(),
                    speedUp(rounds, size).toString(),
                    Spread.of(rounds.bytes("library", size)).toString(),
                    Spread.of(rounds.bytes("tree", size)).toString()));
        }
        Spread growth =
                Spread.ofRatios(rounds.bytes("library", sizes[sizes.length - 1]), rounds.bytes("library", sizes[0]));
        return new Section(
                "token-only",
                rows,
                List.of(
                        Goal.atLeast("token only, 250 KB: readTree / time", speedUp(rounds, "256000"), 1.5, 1),
                        Goal.atMost(
                                "token only: allocation of the largest body / of the smallest", growth, 1.05, 1.2)));
    }

    static Section snsInSqs(Form form) throws RunnerException {
        String[] sizes = form == Form.QUICK ? new String[] {"16384"} : new String[] {"1536", "16384", "200000"};
        JmhRounds rounds = JmhRounds.run(form, SnsInSqs.class, ".*", Map.of("bytes", sizes));
        List<List<String>> rows = new ArrayList<>();
        List<Goal> goals = new ArrayList<>();
        rows.add(List.of("order", "time, µs", "readTree twice / time", "allocation / readTree twice"));
        for (String size : sizes) {
            rows.add(List.of(
                    kilobytes(size),
                    Spread.of(rounds.micros("library", size)).toString(),
                    speedUp(rounds, size).toString(),
                    Spread.ofRatios(rounds.bytes("library", size), rounds.bytes("tree", size))
                            .toString()));
            goals.add(Goal.atLeast(
                    "SNS in SQS, " + kilobytes(size) + ": readTree twice / time", speedUp(rounds, size), 1.5, 0.5));
        }
        return new Section("sns-in-sqs", rows, goals);
    }

    static Section lambdaEvent(Form form) throws RunnerException {
        String[] sizes = form == Form.QUICK ? new String[] {"1536"} : new String[] {"1536", "16384"};
        JmhRounds rounds = JmhRounds.run(form, LambdaEvent.class, ".*", Map.of("bytes", sizes));
        List<List<String>> rows = new ArrayList<>();
        List<Goal> goals = new ArrayList<>();
        rows.add(List.of("records", "time, µs", "time / by hand", "allocation / by hand", "on POJOs: time / by hand"));
        for (String size : sizes) {
            Spread time = Spread.ofRatios(rounds.micros("library", size), rounds.micros("tree", size));
            Spread bytes = Spread.ofRatios(rounds.bytes("library", size), rounds.bytes("tree", size));
            rows.add(List.of(
                    "10 of " + kilobytes(size),
                    Spread.of(rounds.micros("library", size)).toString(),
                    time.toString(),
                    bytes.toString(),
                    Spread.ofRatios(rounds.micros("onPojos", size), rounds.micros("tree", size))
                            .toString()));
            double bound = size.equals("1536") ? 1.15 : 1.05;
            goals.add(Goal.atMost("Lambda event, " + kilobytes(size) + " records: time / by hand", time, bound, 3));
            goals.add(
                    Goal.atMost("Lambda event, " + kilobytes(size) + " records: allocation / by hand", bytes, 1, 1.6));
        }
        return new Section("lambda-event", rows, goals);
    }

    static String kilobytes(String bytes) {
        int number = Integer.parseInt(bytes);
        return number < 10_000
                ? String.format(Locale.ROOT, "%.1f KB", number / 1024.0)
                : Math.round(number / 1024.0) + " KB";
    }

    private static Spread speedUp(JmhRounds rounds, String size) {
        return Spread.ofRatios(rounds.micros("tree", size), rounds.micros("library", size));
    }
}
