package dev.tasktoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs every command of docs/command-line.md in its order and compares what it prints with the page. Ids, times and
 * ages differ from run to run; all else is the same.
 */
class CommandLinePageIT {
    private static final Path PAGE = Path.of("..", "docs", "command-line.md");
    private static final Pattern SCREEN = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("\\$ tasktoken (.*)\n((?:[^$].*\n)*)");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private record Screen(String command, String printed) {}

    @Test
    void theScreensAreWhatTheCommandsPrint() throws IOException {
        List<Screen> screens = screens();

        assertThat(screens).hasSizeGreaterThan(5);
        try (Orders orders = new Orders()) {
            orders.start("order-41", "approve");
            orders.start("order-42", "approve");
            orders.start("order-43", "ship");
            System.setProperty("aws.endpointUrlLambda", orders.invocations().endpoint());
            for (Screen screen : screens) {
                assertThat(normalized(printed(orders, screen.command())))
                        .as(screen.command())
                        .isEqualTo(normalized(screen.printed()));
            }
        } finally {
            System.clearProperty("aws.endpointUrlLambda");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "show", "succeed", "fail", "heartbeat", "resend", "lint"})
    void namesEveryOption(String command) throws IOException {
        String page = Files.readString(PAGE);
        ProgramRun run = new ProgramRun();
        run.execute(command, "--help");

        List<String> options = Pattern.compile("--[a-z-]+")
                .matcher(run.out())
                .results()
                .map(option -> option.group())
                .distinct()
                .toList();

        assertThat(options).hasSizeGreaterThan(3);
        assertThat(page + Files.readString(PAGE.resolveSibling("lint.md"))).contains(options);
    }

    private static String printed(Orders orders, String command) {
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(command); word.find(); ) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        ProgramRun run = new ProgramRun();
        run.execute(
                words.get(0),
                Stream.concat(words.stream().skip(1), orders.options()).toArray(String[]::new));
        return run.out() + run.err();
    }

    private static List<Screen> screens() throws IOException {
        List<Screen> screens = new ArrayList<>();
        for (Matcher block = SCREEN.matcher(Files.readString(PAGE)); block.find(); ) {
            for (Matcher command = COMMAND.matcher(block.group(1)); command.find(); ) {
                screens.add(new Screen(command.group(1).replace("$MACHINE", Orders.MACHINE), command.group(2)));
            }
        }
        return screens;
    }

    private static String normalized(String screen) {
        List<String> lines = screen.lines()
                .map(line -> line.replaceAll("\\b[0-9a-f]{12}\\b(?!:)", "ID")
                        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "TIME")
                        .replaceAll("\\b\\d+[smhd](?: \\d+[smhd])?\\b", "AGE")
                        .replaceAll(" +", " ")
                        .strip())
                .toList();
        boolean isTable = lines.stream().anyMatch(line -> line.startsWith("TASK "));
        return String.join("\n", isTable ? lines.stream().sorted().toList() : lines);
    }
}
