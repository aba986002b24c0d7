package dev.tasktoken.pages;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The form that decides. It has no action, so that it posts to the page's own address, which contains the link.
 *
 * @param texts the reader's language
 * @param choices its buttons
 * @param hidden markup of hidden fields
 */
record DecisionForm(Texts texts, List<Choice> choices, String hidden) {
    /** The name of the button that takes an approval back. */
    static final String WITHDRAW = "withdraw";

    /** The form of somebody whose approval stands. */
    String withdrawal() {
        return """
                <form class="decide" method="post">
                %s<h2>%s</h2>
                <p>%s</p>
                <div class="choices">
                <button type="submit" name="%s" value="approval" class="other"><span>%s</span></button>
                </div>
                </form>
                """.formatted(
                hidden, texts.html("withdraw.title"), texts.html("withdraw.text"), WITHDRAW, texts.html("withdraw"));
    }

    String html(String comment, String problem) {
        if (choices.isEmpty()) {
            return "";
        }
        return """
                <form class="decide" method="post">
                %s%s<h2>%s</h2>
                %s<div class="choices">
                %s</div>
                </form>
                """.formatted(
                        hidden,
                        problem.isEmpty() ? "" : problem(problem),
                        texts.html("decide"),
                        comment(comment, !problem.isEmpty()),
                        choices.stream().map(this::button).collect(Collectors.joining()));
    }

    private String problem(String html) {
        return """
                <div class="problem" role="alert" id="problem">
                <h2>%s</h2>
                <p>%s</p>
                </div>
                """.formatted(texts.html("problem"), html);
    }

    private String comment(String words, boolean isWrong) {
        if (choices.stream().allMatch(choice -> choice.comment() == Choice.Comment.NONE)) {
            return "";
        }
        return """
                <label for="comment">%s</label>
                <p class="hint" id="hint">%s</p>
                <textarea id="comment" name="comment" rows="4" maxlength="%d" aria-describedby="hint%s"%s%s>
                %s</textarea>
                """.formatted(
                        texts.html("comment"),
                        hint(),
                        Choice.MAX_COMMENT_LENGTH,
                        isWrong ? " problem" : "",
                        isWrong ? " aria-invalid=\"true\"" : "",
                        isRequired(choices) ? " required" : "",
                        Html.whole(words));
    }

    private String hint() {
        String needed = choices.stream()
                .filter(choice -> choice.comment() == Choice.Comment.REQUIRED)
                .map(choice -> Html.text(choice.button()))
                .collect(Collectors.joining(", "));
        return needed.isEmpty() ? texts.html("comment.optional") : texts.html("comment.required", needed);
    }

    private static boolean isRequired(List<Choice> choices) {
        return choices.stream().anyMatch(choice -> choice.comment() == Choice.Comment.REQUIRED);
    }

    /** The browser asks for the comment, and only where this choice needs one. */
    private String button(Choice choice) {
        boolean isFirst = choices.get(0).equals(choice) && !choice.isDangerous();
        String look = choice.isDangerous() ? "danger" : isFirst ? "first" : "other";
        String free = choice.comment() == Choice.Comment.REQUIRED ? "" : " formnovalidate";
        String icon = choice.isDangerous() ? Icon.CROSS.html() : isFirst ? Icon.CHECK.html() : "";
        return """
                <button type="submit" name="choice" value="%s" class="%s"%s>%s<span>%s</span></button>
                """.formatted(Html.text(choice.name()), look, free, icon, Html.text(choice.button()));
    }
}
