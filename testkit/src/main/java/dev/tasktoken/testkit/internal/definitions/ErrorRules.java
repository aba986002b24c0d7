package dev.tasktoken.testkit.internal.definitions;

import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.values.StateError;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Retry and Catch of a state; in both the first rule that matches decides. */
public record ErrorRules(List<Retrier> retriers, List<Catcher> catchers) {
    static final ErrorRules NONE = new ErrorRules(List.of(), List.of());

    static ErrorRules read(AslObject asl) {
        List<Retrier> retriers = asl.each("Retry", Retrier::read);
        List<Catcher> catchers = asl.each("Catch", Catcher::read);
        requireAllLast(asl, "Retry", retriers, Retrier::errorEquals);
        requireAllLast(asl, "Catch", catchers, Catcher::errorEquals);
        return new ErrorRules(retriers, catchers);
    }

    public Optional<Retrier> retrierFor(StateError error) {
        return retriers.stream().filter(rule -> rule.matches(error)).findFirst();
    }

    public Optional<Catcher> catcherFor(StateError error) {
        return catchers.stream().filter(rule -> rule.matches(error)).findFirst();
    }

    private static <T> void requireAllLast(
            AslObject asl, String field, List<T> rules, Function<T, List<String>> names) {
        for (T rule : rules) {
            List<String> errors = names.apply(rule);
            boolean last = rule == rules.get(rules.size() - 1);
            if (errors.contains(StateError.ALL) && (errors.size() > 1 || !last)) {
                asl.report("States.ALL must appear alone and at end of list", field);
            }
        }
    }
}
