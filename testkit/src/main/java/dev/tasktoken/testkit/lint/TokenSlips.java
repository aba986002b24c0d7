package dev.tasktoken.testkit.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A token that was meant and is not what is sent: the text of its path, the other language's path, no path at all. */
final class TokenSlips implements Check {
    private static final List<String> TEMPLATES = List.of("Parameters", "Arguments", "ItemSelector");
    private static final List<String> JSONPATH_ONLY = List.of(
            "InputPath",
            "Parameters",
            "ResultSelector",
            "ResultPath",
            "OutputPath",
            "TimeoutSecondsPath",
            "HeartbeatSecondsPath");
    private static final List<String> JSONATA_ONLY = List.of("Arguments", "Output");

    @Override
    public void check(LintedState state, Consumer<LintFinding> findings) {
        of(state).forEach(findings);
    }

    static List<LintFinding> of(LintedState state) {
        List<LintFinding> slips = new ArrayList<>();
        if (state.isTask()) {
            fieldOfTheOtherLanguage(state).ifPresent(slips::add);
        }
        for (String field : TEMPLATES) {
            for (TemplateField.Text text : state.template(field).texts()) {
                slip(state, text).ifPresent(slips::add);
            }
        }
        return slips;
    }

    private static Optional<LintFinding> fieldOfTheOtherLanguage(LintedState state) {
        return (state.isJsonata() ? JSONPATH_ONLY : JSONATA_ONLY)
                .stream()
                        .filter(state::has)
                        .findFirst()
                        .map(field -> LintRule.WRONG_LANGUAGE.finding(
                                state.path(),
                                state.isJsonata()
                                        ? "The field " + field + " is JSONPath's, in a JSONata state: use Arguments,"
                                                + " Output and {% %} instead"
                                        : "The field " + field + " is JSONata's, in a JSONPath state: add"
                                                + " \"QueryLanguage\": \"JSONata\", or use Parameters"));
    }

    private static Optional<LintFinding> slip(LintedState state, TemplateField.Text text) {
        if (text.isEvaluated()) {
            return evaluated(state, text);
        }
        if (!TokenPath.isMeant(text.text())) {
            return Optional.empty();
        }
        return Optional.of(
                text.jsonata() && text.isPathKey()
                        ? LintRule.WRONG_LANGUAGE.finding(
                                state.path(),
                                text.place() + " is written for JSONPath, in a JSONata state: write \""
                                        + nameOf(text.key()) + "\": \"" + TokenPath.in(true) + "\"")
                        : LintRule.LITERAL_TOKEN.finding(
                                state.path(),
                                text.place() + " sends the token's path as a text, not the token: "
                                        + (text.jsonata() ? jsonataAdvice(text) : jsonPathAdvice(text))));
    }

    private static Optional<LintFinding> evaluated(LintedState state, TemplateField.Text text) {
        if (!text.jsonata() && text.key().endsWith(".$.$")) {
            return Optional.of(LintRule.SUFFIX_TWICE.finding(
                    state.path(),
                    text.place() + " ends in .$ twice: the service takes what the path finds for a path again, and the"
                            + " state fails before anything is sent; take one .$ off"));
        }
        if (text.jsonata() && TokenPath.isNamed(text.text(), false)) {
            return Optional.of(LintRule.WRONG_LANGUAGE.finding(
                    state.path(),
                    text.place() + " has JSONPath's " + TokenPath.IN_JSONPATH + " in a JSONata expression, which is"
                            + " nothing there: write " + TokenPath.in(true)));
        }
        return TokenPath.missed(text.text(), text.jsonata())
                .map(path -> LintRule.NO_SUCH_PATH.finding(
                        state.path(),
                        text.place() + " has the path " + EscapedName.name(path)
                                + ", which the context object does not have:" + " write "
                                + TokenPath.in(text.jsonata())));
    }

    private static String jsonataAdvice(TemplateField.Text text) {
        return text.text().contains("{%")
                ? "make the whole text one expression, {% ... & " + TokenPath.IN_JSONATA + " %}"
                : "write " + TokenPath.in(true);
    }

    private static String jsonPathAdvice(TemplateField.Text text) {
        if (TemplateField.isExpression(text.text())) {
            return "it is JSONata in a JSONPath state; add \"QueryLanguage\": \"JSONata\", or write" + " \""
                    + named(text) + ".$\": \"" + TokenPath.IN_JSONPATH + "\"";
        }
        if (text.key().isEmpty()) {
            return "a list has no keys to end in .$; give the list's own key .$ and the value" + " States.Array("
                    + TokenPath.IN_JSONPATH + ")";
        }
        boolean isPath =
                text.text().strip().startsWith("$$") || text.text().strip().startsWith("States.");
        return isPath
                ? "end the key in .$, \"" + named(text) + ".$\""
                : "write \"" + named(text) + ".$\": \"States.Format('...{}...', " + TokenPath.IN_JSONPATH + ")\"";
    }

    private static String named(TemplateField.Text text) {
        return text.key().isEmpty() ? "TaskToken" : EscapedName.name(text.key());
    }

    private static String nameOf(String key) {
        return EscapedName.name(key.substring(0, key.length() - 2));
    }
}
