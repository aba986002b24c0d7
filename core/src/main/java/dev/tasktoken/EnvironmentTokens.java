package dev.tasktoken;

import dev.tasktoken.internal.LogText;
import dev.tasktoken.internal.TokenName;
import dev.tasktoken.service.WorkId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds the id of paused work among what a container was started with. Only strong names count: {@code TOKEN} is too
 * common.
 */
final class EnvironmentTokens<I extends WorkId> {
    static final EnvironmentTokens<TaskToken> TASKS = new EnvironmentTokens<>(
            "task token",
            name -> TokenName.of(name) == TokenName.STRONG,
            TaskToken::of,
            "In the definition: {\"Name\": \"TASK_TOKEN\", \"Value.$\": \"$$.Task.Token\"}");

    /** Who asks for a callback id has said what {@code CALLBACK_TOKEN} is. */
    static final EnvironmentTokens<CallbackId> CALLBACKS = new EnvironmentTokens<>(
            "callback id",
            name -> TokenName.ofCallback(name) != TokenName.NONE,
            CallbackId::of,
            "The function that starts the container puts it into CALLBACK_ID");

    private final String what;
    private final Predicate<String> names;
    private final Function<String, I> of;
    private final String advice;

    private EnvironmentTokens(String what, Predicate<String> names, Function<String, I> of, String advice) {
        this.what = what;
        this.names = names;
        this.of = of;
        this.advice = advice;
    }

    I among(Map<String, String> environment) {
        List<Named> found = new ArrayList<>();
        environment.forEach((name, value) -> {
            if (names.test(name)) {
                found.add(new Named(name, value));
            }
        });
        return only(found, "environment variable");
    }

    I named(String name, Map<String, String> environment) {
        String value = environment.get(name);
        if (value == null) {
            throw new TokenNotFoundException(
                    "There is no environment variable " + LogText.name(name) + " to take the " + what + " from");
        }
        return of.apply(value);
    }

    /** Takes {@code --task-token VALUE} and {@code --task-token=VALUE}. */
    I amongArguments(List<String> arguments) {
        List<Named> found = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String option = equals < 0 ? argument : argument.substring(0, equals);
            if (!option.startsWith("-") || !names.test(option)) {
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

    private I only(List<Named> all, String kind) {
        List<Named> found = all.stream().filter(named -> !named.yieldsTo(all)).toList();
        if (found.stream().allMatch(Named::isBlank)) {
            throw new TokenNotFoundException("No " + kind + " holds a " + what + ". " + advice);
        }
        if (found.stream().map(Named::value).distinct().count() > 1) {
            throw new AmbiguousTokenException("Different values could be the " + what + ", in the " + kind + "s "
                    + found.stream()
                            .map(named -> LogText.name(named.name()))
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ". Say which by its name");
        }
        return of.apply(found.get(0).value());
    }
}
