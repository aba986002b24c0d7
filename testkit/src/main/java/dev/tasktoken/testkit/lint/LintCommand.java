package dev.tasktoken.testkit.lint;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The linter as a command; docs/lint.md tells how it is used. */
final class LintCommand {
    static final int CLEAN = 0;
    static final int FINDINGS = 1;
    static final int UNUSABLE = 2;

    private static final String USAGE = """
            Usage: java -jar tasktoken-testkit-VERSION-lint.jar [--express] [--strict] [--accept RULE] FILE...

            Looks through state machine definitions (Amazon States Language, JSON) for what keeps a callback from
            coming back. FILE is a definition, - for standard input, or a directory for every .asl.json file below it.

              --express       the state machines are created as Express workflows
              --strict        warnings count, too
              --accept RULE   leaves out the findings of a rule; may be given more than once
              --help          prints this

            Exit code: 0 nothing that counts was found, 1 something was, 2 wrong usage or no readable definition.
            """;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final CallbackLint.Builder lint = CallbackLint.builder();
    private final List<String> files = new ArrayList<>();
    private boolean strict;
    private int errors;
    private int warnings;
    private int unusable;

    LintCommand(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int code = new LintCommand(System.in, out, err).run(args);
        out.flush();
        System.exit(code);
    }

    int run(String... args) {
        if (List.of(args).contains("--help")) {
            out.print(USAGE);
            return CLEAN;
        }
        try {
            parse(args);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.print(USAGE);
            return UNUSABLE;
        }
        LintInputs inputs = new LintInputs(in);
        for (String file : files) {
            inputs.read(file, this::lint, this::reportUnusable);
        }
        return summary();
    }

    private void parse(String... args) {
        boolean options = true;
        for (int i = 0; i < args.length; i++) {
            String arg = args[i];
            if (!options || !arg.startsWith("-") || arg.equals("-")) {
                files.add(arg);
                continue;
            }
            switch (arg) {
                case "--" -> options = false;
                case "--express" -> lint.express(true);
                case "--strict" -> strict = true;
                case "--accept" -> {
                    if (++i == args.length) {
                        throw new IllegalArgumentException("--accept needs the id of a rule");
                    }
                    lint.accept(args[i]);
                }
                default -> throw new IllegalArgumentException("There is no option " + EscapedName.quoted(arg));
            }
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("No file was given");
        }
    }

    private void lint(String name, String definition) {
        for (LintFinding finding : lint.build().findings(definition)) {
            if (finding.rule().equals(LintRule.UNREADABLE.id())) {
                reportUnusable(name, finding.message());
                continue;
            }
            boolean isError = finding.severity() == LintFinding.Severity.ERROR;
            errors += isError ? 1 : 0;
            warnings += isError ? 0 : 1;
            out.println(EscapedName.path(name) + ": " + finding);
        }
    }

    private void reportUnusable(String name, String problem) {
        unusable++;
        err.println(EscapedName.path(name) + ": " + problem);
    }

    private int summary() {
        out.println(errors + " error(s), " + warnings + " warning(s)");
        if (unusable > 0) {
            return UNUSABLE;
        }
        return errors > 0 || (strict && warnings > 0) ? FINDINGS : CLEAN;
    }
}
