package dev.tasktoken.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.FakeEnvironment;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TaskToken;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.TokenNotFoundException;
import dev.tasktoken.service.WorkId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What containers are started with, as variables and as options. The fuzzer chooses names and values whose right answer
 * is known, or spells them.
 */
class EnvironmentFuzzTest {
    private static final int MOST_VARIABLES = 6;
    private static final int LONGEST_SPELLED = 20;

    static Stream<byte[]> seeds() {
        return IntStream.range(0, 4 * NamedVariable.VALUES * 2).mapToObj(i -> new byte[] {
            1, (byte) (i % 4), (byte) (i / 8), (byte) (i / 4 % NamedVariable.VALUES), 0, 0, (byte) i, 3, 1, 1
        });
    }

    @MethodSource("seeds")
    @FuzzTest
    void takesNoIdThatIsNotTheContainersOwn(byte[] raw) {
        Draw draw = new Draw(raw);
        boolean ofTasks = draw.below(2) == 0;
        Map<String, NamedVariable> variables = new LinkedHashMap<>();
        for (int i = draw.below(MOST_VARIABLES) + 1; i > 0; i--) {
            NamedVariable variable = NamedVariable.drawn(ofTasks, draw);
            variables.put(variable.name(), variable);
        }
        NamedVariable spelled = new NamedVariable(draw.text(LONGEST_SPELLED), draw.text(LONGEST_SPELLED), false, false);
        variables.putIfAbsent(spelled.name(), spelled);
        Object expected = expected(List.copyOf(variables.values()), ofTasks);
        Map<String, String> environment = new LinkedHashMap<>();
        variables.values().forEach(variable -> environment.put(variable.name(), variable.value()));

        check(expected, spelled, () -> among(environment, ofTasks));
        check(expected, spelled, () -> amongOptions(environment, draw, ofTasks));
        environment.keySet().forEach(name -> taken(() -> FakeEnvironment.named(name, environment)));
    }

    private static WorkId among(Map<String, String> environment, boolean ofTasks) {
        return ofTasks ? FakeEnvironment.among(environment) : FakeEnvironment.callbackAmong(environment);
    }

    private static WorkId amongOptions(Map<String, String> environment, Draw draw, boolean ofTasks) {
        List<String> options = new ArrayList<>();
        environment.forEach((name, value) -> {
            String option = "--" + name.replace("=", "");
            if (draw.below(2) == 0) {
                options.add(option + "=" + value);
            } else {
                options.addAll(List.of(option, value));
            }
        });
        return ofTasks
                ? TaskToken.fromArguments(options.toArray(String[]::new))
                : FakeEnvironment.callbackAmongArguments(options);
    }

    /** A name that the fuzzer spelled may mean anything; nothing that it spelled may be taken for another's. */
    private static void check(Object expected, NamedVariable spelled, Supplier<WorkId> taking) {
        Object taken = taken(taking);
        boolean isRefused =
                taken.equals(AmbiguousTokenException.class) || taken.equals(InvalidTaskTokenException.class);
        boolean isSpelled = taken instanceof String value && spelled.value().endsWith(value);
        if (!taken.equals(expected) && !(spelled.mayMeanAnId() && (isRefused || isSpelled))) {
            throw new AssertionError("Another's was taken, or the own one was not");
        }
    }

    private static Object taken(Supplier<WorkId> taking) {
        try {
            WorkId id = taking.get();
            Outcome.requireNoToken(id.toString());
            return id.value();
        } catch (TaskTokenException e) {
            Outcome.requireNoToken(e);
            return e.getClass();
        }
    }

    private static Object expected(List<NamedVariable> variables, boolean ofTasks) {
        List<NamedVariable> named =
                variables.stream().filter(NamedVariable::isNamed).toList();
        List<NamedVariable> filled =
                named.stream().filter(variable -> !variable.value().isBlank()).toList();
        Set<String> values =
                Set.copyOf(filled.stream().map(NamedVariable::value).toList());
        if (filled.isEmpty()) {
            return TokenNotFoundException.class;
        }
        boolean isPlainEmpty = named.stream()
                .anyMatch(variable -> variable.isPlain() && variable.value().isBlank());
        boolean isPlainFilled = filled.stream().anyMatch(NamedVariable::isPlain);
        if (values.size() > 1 || (isPlainEmpty && !isPlainFilled)) {
            return AmbiguousTokenException.class;
        }
        String value = values.iterator().next();
        return NamedVariable.isId(value, ofTasks) ? value : InvalidTaskTokenException.class;
    }
}
