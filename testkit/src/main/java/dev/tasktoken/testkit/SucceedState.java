package dev.tasktoken.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/** Ends its line of states successfully. */
record SucceedState(InputFields input, OutputFields output) implements State {
    private static final Set<String> FIELDS = StateReader.fields("InputPath", "OutputPath");

    static SucceedState read(AslObject asl) {
        asl.allowOnly(FIELDS);
        return new SucceedState(InputFields.read(asl), OutputFields.read(asl));
    }

    @Override
    public String type() {
        return "Succeed";
    }

    @Override
    public Optional<String> next() {
        return Optional.empty();
    }

    @Override
    public void attempt(Visit visit) {
        JsonNode context = visit.context(Optional.empty());
        JsonNode effective = input.effective(visit.input(), context);
        visit.complete(output.output(visit.input(), effective, context));
    }
}
