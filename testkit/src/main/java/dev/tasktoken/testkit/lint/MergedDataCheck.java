package dev.tasktoken.testkit.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Data that is merged with the object that holds the token. A parent's token in that data may then stand where the
 * task's own belongs, and no reader can tell the two apart.
 */
final class MergedDataCheck implements Check {
    private static final Pattern MERGE = Pattern.compile("States\\.JsonMerge\\s*\\(|\\$merge\\s*\\(\\s*\\[");

    /** A name by which a reader finds the token, or the context object's own. */
    private static final Pattern KNOWN_NAME =
            Pattern.compile("(?i)task[_-]*token|sfn[_-]*token|callback[_-]*token|['\"`\\\\]token['\"`\\\\]");

    @Override
    public void check(LintedState state, Consumer<LintFinding> findings) {
        if (!state.waits()) {
            return;
        }
        state.template(state.parametersField()).texts().stream()
                .filter(text -> text.isEvaluated() && TokenPath.isTaken(text.text(), text.jsonata()))
                .filter(MergedDataCheck::mayHideTheToken)
                .forEach(
                        text -> findings.accept(
                                LintRule.MERGED_DATA.finding(
                                        state.path(),
                                        text.place()
                                                + " merges the workflow's data with the token: a parent's taskToken in that data may"
                                                + " take the place of this state's, or stand beside it where its name is unknown. Send the"
                                                + " data under a key of its own, input, or merge the token last and call it taskToken")));
    }

    private static boolean mayHideTheToken(TemplateField.Text text) {
        Matcher merge = MERGE.matcher(text.text());
        while (merge.find()) {
            if (mayHideTheToken(arguments(text.text().substring(merge.end())), text.jsonata())) {
                return true;
            }
        }
        return false;
    }

    /** The last one to be merged wins. */
    private static boolean mayHideTheToken(List<String> arguments, boolean jsonata) {
        boolean isTaken = false;
        boolean isData = false;
        for (String argument : arguments) {
            if (TokenPath.isTaken(argument, jsonata)) {
                isTaken = true;
                isData &= !isKnown(argument, jsonata);
            } else {
                isData |= argument.indexOf('$') >= 0;
            }
        }
        return isTaken && isData;
    }

    private static boolean isKnown(String argument, boolean jsonata) {
        return KNOWN_NAME.matcher(argument).find() || !TokenPath.isNamed(argument, jsonata);
    }

    /** What stands between the commas, up to the bracket that closes the list. */
    private static List<String> arguments(String text) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int from = 0;
        char quote = 0;
        for (int at = 0; at < text.length() && depth >= 0; at++) {
            char c = text.charAt(at);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (")]}".indexOf(c) >= 0) {
                depth--;
            }
            if ((quote == 0 && depth == 0 && c == ',') || depth < 0) {
                arguments.add(text.substring(from, at));
                from = at + 1;
            }
        }
        return arguments;
    }
}
