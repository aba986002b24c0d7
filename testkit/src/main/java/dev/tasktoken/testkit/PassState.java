package dev.tasktoken.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/** Passes its input on, or a fixed result. */
record PassState(InputFields input, Optional<JsonNode> result, OutputFields output, Optional<String> next)
        implements State {
    private static final Set<String> FIELDS =
            StateReader.fields("Next", "End", "InputPath", "Parameters", "Result", "ResultPath", "OutputPath");

    static PassState read(AslObject asl) {
        asl.allowOnly(FIELDS);
        return new PassState(InputFields.read(asl), asl.value("Result"), OutputFields.read(asl), StateReader.next(asl));
    }

    @Override
    public String type() {
        return "Pass";
    }

    @Override
    public void attempt(Visit visit) {
        JsonNode context = visit.context(Optional.empty());
        JsonNode effective = input.effective(visit.input(), context);
        visit.complete(output.output(visit.input(), result.orElse(effective), context));
    }
}
