package dev.tasktoken.testkit.lint;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A state that waits hands its token out, and one that does not wait has none to hand out. */
final class HandedOutCheck implements Check {
    private static final List<String> TEMPLATES =
            List.of("Parameters", "Arguments", "ItemSelector", "ResultSelector", "Assign", "Output", "InputPath");
    private static final Pattern INPUTS_TOKEN = Pattern.compile("(?<!\\$)\\$\\.Task\\.Token\\b");

    @Override
    public void check(LintedState state, Consumer<LintFinding> findings) {
        if (state.waits()) {
            waiting(state, findings);
        } else if (!mayWait(state)) {
            notWaiting(state, findings);
        }
    }

    private static boolean mayWait(LintedState state) {
        LintedResource resource = state.resource();
        return state.isTask()
                && (resource.isActivity()
                        || resource.isSync()
                        || resource.isOpen()
                        || resource.waitsInAnotherSpelling());
    }

    private static void waiting(LintedState state, Consumer<LintFinding> findings) {
        List<TemplateField.Text> texts = state.template(state.parametersField()).texts();
        boolean takesContextAsInput = !state.isJsonata() && TokenPath.isTaken(state.text("InputPath"), false);
        boolean mentioned = takesContextAsInput
                || texts.stream()
                        .anyMatch(text -> text.isOpen()
                                || (text.isEvaluated() && TokenPath.isTaken(text.text(), text.jsonata())));
        if (mentioned || !TokenSlips.of(state).isEmpty()) {
            return;
        }
        String onTheWay = texts.stream()
                        .anyMatch(text -> !text.jsonata()
                                && INPUTS_TOKEN.matcher(text.text()).find())
                ? "; $.Task.Token, with one $, is the state's input"
                : "";
        findings.accept(LintRule.NO_TOKEN.finding(
                state.path(),
                "The state waits for its token, but its " + state.parametersField() + " never mention it, so nobody can"
                        + " answer" + onTheWay + ": add "
                        + (state.isJsonata() ? "\"TaskToken\": \"" : "\"TaskToken.$\": \"")
                        + TokenPath.in(state.isJsonata()) + "\" to what is sent, or take .waitForTaskToken off"));
    }

    private static void notWaiting(LintedState state, Consumer<LintFinding> findings) {
        for (String field : TEMPLATES) {
            TemplateField template = state.template(field);
            template.texts().stream()
                    .filter(text -> text.isEvaluated() || field.equals("InputPath"))
                    .filter(text -> TokenPath.isNamed(text.text(), text.jsonata()))
                    .findFirst()
                    .ifPresent(text -> findings.accept(LintRule.TOKEN_WITHOUT_WAIT.finding(
                            state.path(),
                            text.place() + " takes the task token, but the state does not wait for an answer, so"
                                    + " nothing can be answered with it: "
                                    + (state.isTask()
                                            ? "end the Resource in .waitForTaskToken"
                                            : "hand it out in the Task state that waits"))));
        }
    }
}
