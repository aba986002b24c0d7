package dev.tasktoken.testkit.internal.definitions;

import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.DataFields;
import dev.tasktoken.testkit.internal.expressions.Scope;
import dev.tasktoken.testkit.internal.expressions.StateFields;
import dev.tasktoken.testkit.internal.values.StateError;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Goes where the first rule that holds leads. */
record ChoiceState(DataFields data, List<Rule> rules, Optional<String> otherwise) implements State {
    private static final StateFields FIELDS = StateFields.of("Choices", "Default", "Assign")
            .inJsonPath("InputPath", "OutputPath")
            .inJsonata("Output");

    /** One of the Choices. */
    record Rule(ChoiceCondition condition, DataFields data, String next) {}

    static ChoiceState read(AslObject asl) {
        FIELDS.check(asl);
        DataFields data = DataFields.read(asl);
        List<Rule> rules = asl.objects("Choices").stream()
                .map(rule -> new Rule(ChoiceCondition.readRule(rule), data.ofRule(rule), rule.text("Next")))
                .toList();
        if (rules.isEmpty()) {
            throw asl.refuse("Value cannot be empty", "Choices");
        }
        return new ChoiceState(data, rules, asl.optionalText("Default"));
    }

    @Override
    public String type() {
        return "Choice";
    }

    @Override
    public Optional<String> next() {
        return Optional.empty();
    }

    @Override
    public boolean isTerminal() {
        return false;
    }

    @Override
    public Set<String> successors() {
        Set<String> successors = new LinkedHashSet<>();
        rules.forEach(rule -> successors.add(rule.next()));
        otherwise.ifPresent(successors::add);
        return successors;
    }

    @Override
    public void attempt(StateActions actions) {
        Scope scope = actions.scope();
        Optional<Rule> chosen = rules.stream()
                .filter(rule -> rule.condition().holds(data.selected(scope), scope))
                .findFirst();
        Optional<String> next = chosen.map(Rule::next).or(() -> otherwise);
        if (next.isEmpty()) {
            // The service's cause is not known.
            throw new StateFailure(
                    new StateError(StateError.NO_CHOICE, "No choice rule matched and there is no Default"));
        }
        DataFields fields = chosen.map(Rule::data).orElse(data);
        actions.complete(fields.exit(fields.selected(scope), scope), next);
    }
}
