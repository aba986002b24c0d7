package dev.tasktoken.examples.demo;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** A system that, when it is done, collects all the tokens that its state machines handed out. */
record TokenCollector(DemoSystem system, List<String> tokens) implements DemoSystem {
    private static final Pattern TOKEN = Pattern.compile("\"(?:myTaskToken|TaskToken|Token|token)\":\"([^\"]+)\"");

    @Override
    public String name() {
        return system.name();
    }

    @Override
    public String description() {
        return system.description();
    }

    @Override
    public List<Outcome> run(Stage stage) {
        List<Outcome> outcomes = system.run(stage);
        stage.executions().stream().flatMap(TokenCollector::tokensOf).forEach(tokens::add);
        return outcomes;
    }

    /** The history holds what every state sent, with the token. */
    private static Stream<String> tokensOf(Execution execution) {
        return execution.history().stream()
                .map(HistoryEvent::taskScheduledEventDetails)
                .filter(Objects::nonNull)
                .flatMap(details -> TOKEN.matcher(details.parameters()).results())
                .map(match -> match.group(1));
    }
}
