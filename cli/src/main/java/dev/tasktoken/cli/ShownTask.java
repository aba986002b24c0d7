package dev.tasktoken.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.TaskToken;
import dev.tasktoken.history.OpenTask;
import dev.tasktoken.internal.ExactJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An open task as it is printed: without its token, for which the fingerprint stands. */
record ShownTask(OpenTask task) {
    private static final String NO_ID = "-";

    static ShownTask of(OpenTask task) {
        return new ShownTask(task);
    }

    /** A table that fits the window. */
    static void print(List<OpenTask> tasks, Terminal terminal) {
        Table table = table();
        Instant now = Instant.now();
        tasks.forEach(task -> of(task).addTo(table, now));
        table.lines(terminal.width()).forEach(terminal.out()::println);
    }

    private static Table table() {
        return new Table(
                new Table.Column("TASK", Table.Cut.NEVER),
                new Table.Column("EXECUTION", Table.Cut.LAST),
                new Table.Column("STATE", Table.Cut.FIRST),
                new Table.Column("RESOURCE", Table.Cut.FIRST),
                new Table.Column("WAITS", Table.Cut.NEVER),
                new Table.Column("TIMES OUT", Table.Cut.NEVER));
    }

    private void addTo(Table table, Instant now) {
        table.add(id(), execution(), task.path(), task.resource(), age(now), timeLeft(now));
    }

    /** The token's fingerprint, as it is in the library's logs. */
    String id() {
        return token().map(TaskToken::fingerprint).orElse(NO_ID);
    }

    Optional<TaskToken> token() {
        return task.problem().isPresent() ? Optional.empty() : Optional.of(task.taskToken());
    }

    String execution() {
        return Arn.shortName(task.executionArn());
    }

    private String age(Instant now) {
        return Durations.shown(Duration.between(task.scheduledAt(), now));
    }

    private String timeLeft(Instant now) {
        return task.deadline()
                .map(deadline -> "in " + Durations.shown(Duration.between(now, deadline)))
                .orElse("never");
    }

    /** As one object; what was sent goes with it only if asked for. */
    ObjectNode json(boolean withParameters) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        token().ifPresentOrElse(token -> json.put("task", token.fingerprint()), () -> json.putNull("task"));
        json.put("execution", task.executionArn());
        json.put("state", task.state());
        json.put("path", task.path());
        json.put("resource", task.resource());
        json.put("attempt", task.attempt());
        json.put("scheduledAt", task.scheduledAt().toString());
        json.put("deadline", task.deadline().map(Instant::toString).orElse(null));
        json.put(
                "heartbeatSeconds",
                task.heartbeatInterval().map(Duration::toSeconds).orElse(null));
        json.put("problem", task.problem().map(Secrets::masked).orElse(null));
        if (withParameters) {
            json.set("parameters", sent().orElse(null));
        }
        return json;
    }

    /** The same with the token. */
    ObjectNode revealed() {
        ObjectNode json = json(true);
        json.put("token", token().map(TaskToken::value).orElse(null));
        return json;
    }

    /** Several lines with a title each. */
    void describe(Terminal terminal, Instant now) {
        print(terminal, "task", id());
        print(terminal, "execution", task.executionArn());
        print(terminal, "state", task.path());
        print(terminal, "resource", task.resource());
        print(terminal, "attempt", String.valueOf(task.attempt()));
        print(terminal, "scheduled", task.scheduledAt() + " (" + age(now) + " ago)");
        print(
                terminal,
                "times out",
                task.deadline().map(at -> at + " (" + timeLeft(now) + ")").orElse("never"));
        print(
                terminal,
                "heartbeat",
                task.heartbeatInterval()
                        .map(every -> "every " + Durations.shown(every))
                        .orElse("none"));
        task.problem().ifPresent(problem -> print(terminal, "problem", Secrets.masked(problem)));
        terminal.out().println("sent");
        terminal.out()
                .println(
                        sent().map(sent -> Plain.json(sent.toPrettyString())).orElse("(the history does not show it)"));
    }

    private static void print(Terminal terminal, String title, String text) {
        terminal.out().println(String.format("%-10s  %s", title, Plain.line(text)));
    }

    /** What was sent, with fingerprints for tokens. */
    private Optional<JsonNode> sent() {
        return task.parameters().map(ShownTask::read).map(sent -> Secrets.masked(sent, token()));
    }

    private static JsonNode read(String json) {
        return ExactJson.tree(json).orElseGet(() -> JsonNodeFactory.instance.textNode(json));
    }
}
