package dev.tasktoken;

import dev.tasktoken.internal.LogText;
import dev.tasktoken.internal.TokenName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the token among what a container was started with. Only strong names count: {@code TOKEN} is too common. */
final class EnvironmentTokens {
    private EnvironmentTokens() {}

    static TaskToken among(Map<String, String> environment) {
        List<Named> found = new ArrayList<>();
        environment.forEach((name, value) -> {
            if (TokenName.of(name) == TokenName.STRONG) {
                found.add(new Named(name, value));
            }
        });
        return only(found, "environment variable");
    }

    static TaskToken named(String name, Map<String, String> environment) {
        String value = environment.get(name);
        if (value == null) {
            throw new TokenNotFoundException(
                    "There is no environment variable " + LogText.text(name, 80) + " to take the task token from");
        }
        return TaskToken.of(value);
    }

    /** Takes {@code --task-token VALUE} and {@code --task-token=VALUE}. */
    static TaskToken amongArguments(List<String> arguments) {
        List<Named> found = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String option = equals < 0 ? argument : argument.substring(0, equals);
            if (!option.startsWith("-") || TokenName.of(option) != TokenName.STRONG) {
                continue;
            }
            boolean isLast = i + 1 == arguments.size();
            String next = isLast || equals >= 0 ? "" : arguments.get(++i);
            found.add(new Named(option, equals >= 0 ? argument.substring(equals + 1) : next));
        }
        return only(found, "argument");
    }

    /** A name and what it holds; the value is a secret. */
    private record Named(String name, String value) {
        boolean isBlank() {
            return value.isBlank();
        }

        /** A plain name without a value does not make way for {@code PARENT_TASK_TOKEN}. */
        boolean yieldsTo(List<Named> others) {
            return isBlank()
                    && others.stream()
                            .anyMatch(other ->
                                    !other.isBlank() && (TokenName.isPlain(other.name) || !TokenName.isPlain(name)));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static TaskToken only(List<Named> all, String kind) {
        List<Named> found = all.stream().filter(named -> !named.yieldsTo(all)).toList();
        if (found.stream().allMatch(Named::isBlank)) {
            throw new TokenNotFoundException(
                    "No " + kind + " holds a task token. In the definition: {\"Name\": \"TASK_TOKEN\", \"Value.$\":"
                            + " \"$$.Task.Token\"}");
        }
        if (found.stream().map(Named::value).distinct().count() > 1) {
            throw new AmbiguousTokenException("Different values could be the task token, in the " + kind + "s "
                    + found.stream()
                            .map(named -> LogText.text(named.name(), 80))
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ". Say which by its name");
        }
        return TaskToken.of(found.get(0).value());
    }
}
