package dev.tasktoken.testkit.internal.definitions;

import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.DataFields;
import dev.tasktoken.testkit.internal.expressions.Scope;
import dev.tasktoken.testkit.internal.expressions.StateFields;
import dev.tasktoken.testkit.internal.values.StateError;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.List;
import java.util.Optional;

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
        List<Rule> rules = asl.each("Choices", rule -> rule(rule, data));
        if (asl.node().path("Choices").isEmpty()) {
            asl.report("Value cannot be empty", "Choices");
        }
        return new ChoiceState(data, rules, asl.optionalText("Default"));
    }

    private static Rule rule(AslObject rule, DataFields data) {
        String next = rule.attempt(() -> rule.text("Next")).orElse("");
        return new Rule(ChoiceCondition.readRule(rule), data.ofRule(rule), next);
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
