package dev.tasktoken.fuzz;

import dev.tasktoken.testkit.TestTokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineForExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineForExecutionResponse;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.SfnException;

/**
 * An execution that a fuzzer's decisions make: tasks one after the other, then a Parallel state whose branches go on in
 * any order. It is known which tasks are open.
 */
final class MadeHistory implements SfnClient {
    private static final int MOST_ATTEMPTS = 24;
    private static final List<String> TOKENS = IntStream.range(0, MOST_ATTEMPTS)
            .mapToObj(number -> TestTokens.numbered(100 + number))
            .toList();
    private static final List<String> ODD_DEFINITIONS =
            List.of("{}", "[", "", "7", "{\"States\":[]}", "{\"States\":{\"T0\":7,\"P\":{\"Branches\":{\"a\":1}}}}");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<HistoryEvent> events = new ArrayList<>();
    private final Set<String> open = new TreeSet<>();
    private final int page;
    private final int described;
    private final String odd;
    private final StringBuilder definition = new StringBuilder();
    private int attempts;

    /** A branch, or the level of the state machine. */
    private static final class Line {
        private final String name;
        private final List<String> states = new ArrayList<>();
        private long last;
        private String token = "";

        Line(String name, long last) {
            this.name = name;
            this.last = last;
        }
    }

    MadeHistory(Draw draw) {
        page = 1 + draw.below(6);
        described = draw.below(4);
        odd = draw.of(ODD_DEFINITIONS);
        Line top = new Line("T", add("ExecutionStarted", 0, ""));
        for (int i = draw.below(4); i > 0 && top.token.isEmpty(); i--) {
            enter(top);
            for (int steps = draw.below(5) + 1; steps > 0; steps--) {
                goOn(top, draw);
            }
        }
        List<Line> branches = new ArrayList<>();
        if (top.token.isEmpty()) {
            top.last = add("ParallelStateStarted", add("ParallelStateEntered", top.last, "P"), "");
            for (int i = draw.below(3); i >= 0; i--) {
                branches.add(new Line("B" + i, top.last));
            }
            for (int i = draw.below(40); i > 0; i--) {
                goOn(draw.of(branches), draw);
            }
        }
        define(top, branches);
    }

    Set<String> open() {
        return open;
    }

    /** The next thing that happens to a task, or the next task if none is open. */
    private void goOn(Line line, Draw draw) {
        if (line.token.isEmpty()) {
            if (attempts < MOST_ATTEMPTS) {
                enter(line);
            }
            return;
        }
        int next = draw.below(5);
        switch (next == 2 && attempts == MOST_ATTEMPTS ? 0 : next) {
            case 1 -> exit(line);
            case 2 -> {
                line.last = add("TaskFailed", line.last, "");
                schedule(line);
            }
            default -> {
                line.last = add("TaskSubmitted", line.last, "");
            }
        }
    }

    private void enter(Line line) {
        String state = line.name + line.states.size();
        line.states.add(state);
        line.last = add("TaskStateEntered", line.last, state);
        schedule(line);
    }

    private void schedule(Line line) {
        open.remove(line.token);
        line.token = TOKENS.get(attempts++);
        open.add(line.token);
        line.last = add("TaskScheduled", line.last, line.token);
    }

    private void exit(Line line) {
        open.remove(line.token);
        line.token = "";
        long succeeded = add("TaskSucceeded", line.last, "");
        line.last = add("TaskStateExited", succeeded, line.states.get(line.states.size() - 1));
    }

    private long add(String type, long previous, String what) {
        long id = events.size() + 1L;
        HistoryEvent.Builder event = HistoryEvent.builder()
                .id(id)
                .previousEventId(previous)
                .timestamp(START.plusSeconds(id))
                .type(type);
        if (type.endsWith("Entered")) {
            event.stateEnteredEventDetails(details -> details.name(what).input("{}"));
        } else if (type.endsWith("Exited")) {
            event.stateExitedEventDetails(details -> details.name(what).output("{}"));
        } else if (type.equals("TaskScheduled")) {
            event.taskScheduledEventDetails(details -> details.resourceType("sqs")
                    .resource("sendMessage.waitForTaskToken")
                    .parameters("{\"QueueUrl\":\"q\",\"MessageBody\":{\"taskToken\":\"" + what + "\"}}"));
        }
        events.add(event.build());
        return id;
    }

    private void define(Line top, List<Line> branches) {
        List<String> inner =
                branches.stream().map(branch -> states(branch.states)).toList();
        List<String> states = new ArrayList<>(top.states.stream()
                .map(state -> JsonTexts.member(state, "{\"Type\":\"Task\"}"))
                .toList());
        states.add(JsonTexts.member("P", "{\"Type\":\"Parallel\",\"Branches\":[" + String.join(",", inner) + "]}"));
        definition.append(JsonTexts.object("States", JsonTexts.object(states)));
    }

    private static String states(List<String> names) {
        return JsonTexts.object(
                "States",
                JsonTexts.object(names.stream()
                        .map(state -> JsonTexts.member(state, "{\"Type\":\"Task\"}"))
                        .toList()));
    }

    @Override
    public DescribeStateMachineForExecutionResponse describeStateMachineForExecution(
            DescribeStateMachineForExecutionRequest request) {
        if (described == 1) {
            throw SfnException.builder().statusCode(403).build();
        }
        return DescribeStateMachineForExecutionResponse.builder()
                .definition(described == 2 ? odd : definition.toString())
                .updateDate(START)
                .build();
    }

    /** Newest first, as it is asked for. */
    @Override
    public GetExecutionHistoryResponse getExecutionHistory(GetExecutionHistoryRequest request) {
        List<HistoryEvent> newestFirst = new ArrayList<>(events);
        Collections.reverse(newestFirst);
        int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        int to = Math.min(from + page, newestFirst.size());
        return GetExecutionHistoryResponse.builder()
                .events(newestFirst.subList(from, to))
                .nextToken(to < newestFirst.size() ? String.valueOf(to) : null)
                .build();
    }

    /** Shows types only. */
    @Override
    public String toString() {
        return events.stream()
                .map(event -> event.id() + "<" + event.previousEventId() + " " + event.typeAsString())
                .toList()
                .toString();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
