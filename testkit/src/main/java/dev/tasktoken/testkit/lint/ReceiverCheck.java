package dev.tasktoken.testkit.lint;

import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.delivery.CallbackEnvelope;
import dev.tasktoken.delivery.CallbackReader;
import dev.tasktoken.delivery.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what a state would send as its receiver would, with the library's own reader. */
final class ReceiverCheck implements Check {
    private final CallbackReader reader;

    ReceiverCheck(CallbackReader reader) {
        this.reader = reader;
    }

    @Override
    public void check(LintedState state, Consumer<LintFinding> findings) {
        if (state.waits() && TokenSlips.of(state).isEmpty()) {
            SampleCall.of(state).ifPresent(call -> {
                List<SampleDeliveries.Message> messages = SampleDeliveries.of(state.resource(), call);
                problems(state, messages).forEach(findings);
                ContainerVariables.check(state, call, findings);
            });
        }
    }

    /** One event of several may be for the receiver that answers, so one that is read is enough. */
    private List<LintFinding> problems(LintedState state, List<SampleDeliveries.Message> messages) {
        List<LintFinding> problems = new ArrayList<>();
        for (SampleDeliveries.Message message : messages) {
            if (message.carries(SampleContext.TOKEN)) {
                Optional<LintFinding> problem = problem(state, message);
                if (problem.isEmpty()) {
                    return List.of();
                }
                problems.add(problem.get());
            }
        }
        return problems;
    }

    private Optional<LintFinding> problem(LintedState state, SampleDeliveries.Message message) {
        Delivery.Builder delivery = Delivery.builder(message.bodyText());
        message.attributes().forEach(delivery::attribute);
        try {
            CallbackEnvelope read = reader.read(delivery.build());
            return read.taskToken().value().equals(SampleContext.TOKEN)
                    ? Optional.empty()
                    : Optional.of(ambiguous(
                            state,
                            message,
                            "The reader would take " + read.tokenPlace()
                                    + ". Say where it is with CallbackReader.builder().tokenAt(...)"));
        } catch (AmbiguousTokenException e) {
            return Optional.of(ambiguous(state, message, String.valueOf(e.getMessage())));
        } catch (TaskTokenException e) {
            return Optional.of(LintRule.TOKEN_NOT_FOUND.finding(
                    state.path(),
                    "The reader does not find the token in " + message.field() + ": " + TokenAdvice.of(message)));
        }
    }

    private static LintFinding ambiguous(LintedState state, SampleDeliveries.Message message, String what) {
        return LintRule.AMBIGUOUS_TOKEN.finding(
                state.path(),
                "More than one value of " + message.field() + " looks like the token. " + what
                        + ", or call this state's token taskToken and the other something else");
    }
}
