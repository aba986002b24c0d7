package dev.tasktoken.testkit.lint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.delivery.CallbackReader;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks through state machine definitions for what keeps a callback from coming back: a state that waits and never
 * hands out its token, no timeout, error names that match nothing, a token where its receiver will not find it. Any
 * definition in the Amazon States Language in JSON will do, whether LocalStepFunctions can run it or not.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>The state machine is a Standard workflow; the type is not part of a definition.
 *   <li>Messages are read with {@link CallbackReader#standard()}.
 *   <li>Every rule applies; each is explained in {@code docs/lint.md}.
 * </ul>
 *
 * <p>Placeholders of a deployment (<code>${Name}</code>), in quotes or bare, may be left as they are. What depends on
 * them or on the workflow's data is not judged: no finding is no proof. Nothing is evaluated but the paths, intrinsic
 * functions and JSONata expressions that the token goes through.
 *
 * <p>Immutable and thread-safe, given that the reader is. On the command line: {@code tasktoken lint FILE...} of the
 * artifact {@code tasktoken-cli}.
 *
 * <pre>{@code
 * assertThat(CallbackLint.check(Files.readString(Path.of("order.asl.json")))).isEmpty();
 * }</pre>
 */
public final class CallbackLint {
    private static final CallbackLint STANDARD = builder().build();

    private final boolean express;
    private final Set<String> accepted;
    private final List<Check> checks;

    private CallbackLint(Builder builder) {
        this.express = builder.express;
        this.accepted = Set.copyOf(builder.accepted);
        this.checks = List.of(
                new PatternCheck(),
                new HandedOutCheck(),
                new TokenSlips(),
                new ReceiverCheck(builder.reader),
                new MergedDataCheck(),
                new TimeLimitsCheck(),
                new ErrorNamesCheck(),
                new ErrorRulesCheck(),
                new TimeoutsCaughtCheck());
    }

    /**
     * Returns what is wrong with a definition, by the defaults listed above.
     *
     * @param definition in the Amazon States Language, as JSON
     * @return in the order of the states, unmodifiable; empty if nothing is; only one, of the rule {@code unreadable},
     *     if the text is no definition
     */
    public static List<LintFinding> check(String definition) {
        return STANDARD.findings(definition);
    }

    /**
     * Fails a test if anything is wrong with a definition, by the defaults listed above.
     *
     * @param definition in the Amazon States Language, as JSON
     * @throws AssertionError if there is any finding, a warning too; the message has all of them
     */
    public static void requireClean(String definition) {
        STANDARD.requireNoFindings(definition);
    }

    /**
     * Starts with the defaults listed above.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns what is wrong with a definition.
     *
     * @param definition in the Amazon States Language, as JSON
     * @return in the order of the states, unmodifiable; empty if nothing is; only one, of the rule {@code unreadable},
     *     if the text is no definition
     */
    public List<LintFinding> findings(String definition) {
        Objects.requireNonNull(definition, "definition");
        Set<LintFinding> findings = new LinkedHashSet<>();
        try {
            ObjectNode machine = DefinitionText.parse(definition);
            for (LintedState state : StateWalk.of(machine, express, findings::add)) {
                checks.forEach(check -> check.check(state, findings::add));
            }
        } catch (UnreadableDefinitionException e) {
            findings.add(LintRule.UNREADABLE.finding("", String.valueOf(e.getMessage())));
        }
        return findings.stream()
                .filter(finding -> !accepted.contains(finding.rule()))
                .toList();
    }

    /**
     * Fails a test if anything is wrong with a definition.
     *
     * @param definition in the Amazon States Language, as JSON
     * @throws AssertionError if there is any finding, a warning too; the message has all of them
     */
    public void requireNoFindings(String definition) {
        List<LintFinding> findings = findings(definition);
        if (!findings.isEmpty()) {
            throw new AssertionError("The definition has " + findings.size() + " finding(s):"
                    + findings.stream().map(finding -> "\n  " + finding).collect(Collectors.joining()));
        }
    }

    /** Sets up a {@link CallbackLint}. What is set is checked at once. Not thread-safe; {@link #build()} copies. */
    public static final class Builder {
        private boolean express;
        private CallbackReader reader = CallbackReader.standard();
        private final Set<String> accepted = new HashSet<>();

        private Builder() {}

        /**
         * Says that the state machine is created as an Express workflow, in which no state can wait for a token.
         *
         * @param express whether it is
         * @return this builder
         */
        public Builder express(boolean express) {
            this.express = express;
            return this;
        }

        /**
         * Sets what the receivers read their messages with, so that a token in a place of their own is found.
         *
         * @param reader the receivers' own
         * @return this builder
         */
        public Builder reader(CallbackReader reader) {
            this.reader = Objects.requireNonNull(reader, "reader");
            return this;
        }

        /**
         * Leaves out the findings of some rules.
         *
         * @param rules ids, for instance {@code no-timeout}
         * @return this builder
         * @throws IllegalArgumentException if there is no such rule, or it is {@code unreadable}
         */
        public Builder accept(String... rules) {
            for (String rule : rules) {
                boolean known =
                        Arrays.stream(LintRule.values()).anyMatch(r -> r != LintRule.UNREADABLE && r.id().equals(rule));
                if (!known) {
                    throw new IllegalArgumentException("There is no rule " + EscapedName.quoted(rule) + " to accept");
                }
                accepted.add(rule);
            }
            return this;
        }

        /**
         * Builds the linter.
         *
         * @return the linter
         */
        public CallbackLint build() {
            return new CallbackLint(this);
        }
    }
}
