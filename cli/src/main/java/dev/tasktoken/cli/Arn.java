package dev.tasktoken.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ARN of a state machine, an execution or a Map Run. */
record Arn(String text, String region, Kind kind, String name) {
    private static final Pattern FORM =
            Pattern.compile("arn:aws[a-z-]*:states:([a-z0-9-]+):[0-9]{12}:(stateMachine|execution|mapRun):(\\S+)");

    enum Kind {
        STATE_MACHINE("stateMachine"),
        EXECUTION("execution"),
        MAP_RUN("mapRun");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        private static Kind of(String word) {
            return word.equals(EXECUTION.word) ? EXECUTION : word.equals(MAP_RUN.word) ? MAP_RUN : STATE_MACHINE;
        }
    }

    /**
     * Reads an ARN.
     *
     * @throws IllegalArgumentException if it is none of such a thing
     */
    static Arn parse(String text, Kind expected) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Kind.of(form.group(2)) != expected) {
            throw new IllegalArgumentException("'" + text + "' is no ARN of this kind. It is written like"
                    + " arn:aws:states:eu-central-1:123456789012:" + expected.word + ":Orders"
                    + (expected == Kind.STATE_MACHINE ? "" : ":42"));
        }
        return new Arn(text, form.group(1), expected, form.group(3));
    }

    /** The last part: an execution's own name. */
    static String shortName(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    /** An execution of this state machine, or of that whose version or alias this is. */
    Arn execution(String executionName) {
        String machine = name.contains(":") ? name.substring(0, name.indexOf(':')) : name;
        String start = text.substring(0, text.length() - kind.word.length() - 1 - name.length());
        return parse(start + Kind.EXECUTION.word + ":" + machine + ":" + executionName, Kind.EXECUTION);
    }
}
