package dev.tasktoken;

import dev.tasktoken.internal.Printable;
import dev.tasktoken.internal.TokenName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the token among what a container was started with. Only strong names count: {@code TOKEN} is everybody's. */
final class TokenSources {
    private TokenSources() {}

    static TaskToken among(Map<String, String> environment) {
        TreeSet<String> names = new TreeSet<>();
        List<String> values = new ArrayList<>();
        environment.forEach((name, value) -> {
            if (TokenName.of(name) == TokenName.STRONG && !value.isBlank()) {
                names.add(name);
                values.add(value);
            }
        });
        return only(values, "environment variable", names);
    }

    static TaskToken named(String name, Map<String, String> environment) {
        String value = environment.get(name);
        if (value == null) {
            throw new TokenNotFoundException(
                    "There is no environment variable " + Printable.text(name, 80) + " to take the task token from");
        }
        return TaskToken.of(value);
    }

    /** Takes {@code --task-token VALUE} and {@code --task-token=VALUE}. */
    static TaskToken amongArguments(List<String> arguments) {
        TreeSet<String> names = new TreeSet<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String option = equals < 0 ? argument : argument.substring(0, equals);
            if (!option.startsWith("-") || TokenName.of(option) != TokenName.STRONG) {
                continue;
            }
            if (equals >= 0) {
                values.add(argument.substring(equals + 1));
            } else if (i + 1 < arguments.size()) {
                values.add(arguments.get(++i));
            }
            names.add(option);
        }
        return only(values, "argument", names);
    }

    private static TaskToken only(List<String> values, String kind, Set<String> names) {
        if (values.isEmpty()) {
            throw new TokenNotFoundException(
                    "No " + kind + " holds a task token. In the definition: {\"Name\": \"TASK_TOKEN\", \"Value.$\":"
                            + " \"$$.Task.Token\"}");
        }
        if (values.stream().distinct().count() > 1) {
            throw new AmbiguousTokenException("Different values could be the task token, in the " + kind + "s "
                    + names.stream().map(name -> Printable.text(name, 80)).collect(Collectors.joining(", "))
                    + ". Say which by its name");
        }
        return TaskToken.of(values.get(0));
    }
}
