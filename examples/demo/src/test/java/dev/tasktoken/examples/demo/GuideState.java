package dev.tasktoken.examples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A state that stands in a guide: under which heading, and in which order there. */
record GuideState(String section, int number, ObjectNode state) {
    private static final Pattern SECTION = Pattern.compile("^## (.+)\n((?:(?!^## ).*\n)*)", Pattern.MULTILINE);

    static List<GuideState> of(DocumentFile document) {
        return sections(document).flatMap(GuideState::statesOf).toList();
    }

    /** The document's sections, each a document of its own with the heading as its first line. */
    static Stream<DocumentFile> sections(DocumentFile document) {
        return SECTION.matcher(document.text())
                .results()
                .map(MatchResult::group)
                .map(text -> new DocumentFile(document.path(), text));
    }

    static String heading(DocumentFile section) {
        return section.text().substring("## ".length(), section.text().indexOf('\n'));
    }

    private static Stream<GuideState> statesOf(DocumentFile section) {
        List<JsonNode> states = section.blocks("json").stream()
                .map(Json::parse)
                .filter(block -> block.has("Type"))
                .toList();
        return Stream.iterate(0, i -> i < states.size(), i -> i + 1)
                .map(i -> new GuideState(heading(section), i, (ObjectNode) states.get(i)));
    }

    boolean isJsonata() {
        return state.path("QueryLanguage").asText().equals("JSONata");
    }

    String resource() {
        return state.path("Resource").asText();
    }

    /** The machine of this state and, for each state that it names as the next, one that ends. */
    String machine() {
        return machine(state);
    }

    /**
     * The same machine with a function in the integration's place: its payload is what the integration would be called
     * with, worked out by the engine, so that a test can compare the calls of two states.
     */
    String machineWithAFunctionInstead(String function) {
        ObjectNode invoking = state.deepCopy();
        String field = isJsonata() ? "Arguments" : "Parameters";
        invoking.put("Resource", "arn:aws:states:::lambda:invoke.waitForTaskToken");
        ObjectNode call = JsonNodeFactory.instance.objectNode().put("FunctionName", function);
        call.set("Payload", state.path(field));
        invoking.set(field, call);
        return machine(invoking);
    }

    /** The same state with one more parameter. */
    GuideState withParameter(String name, String value) {
        ObjectNode changed = state.deepCopy();
        ((ObjectNode) changed.path(isJsonata() ? "Arguments" : "Parameters")).put(name, value);
        return new GuideState(section, number, changed);
    }

    private static String machine(ObjectNode state) {
        ObjectNode machine = JsonNodeFactory.instance.objectNode().put("StartAt", "Task");
        ObjectNode states = machine.putObject("States");
        states.set("Task", state);
        state.findValuesAsText("Next").forEach(next -> states.putObject(next).put("Type", "Succeed"));
        return machine.toString();
    }

    @Override
    public String toString() {
        return section + " " + number + (isJsonata() ? " JSONata" : " JSONPath");
    }
}
