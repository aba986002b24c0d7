package dev.tasktoken.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Resets heartbeat clocks. */
@Command(
        name = "heartbeat",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Sends open tasks one heartbeat each, which resets HeartbeatSeconds and no other limit.")
final class HeartbeatCommand implements Callable<Integer> {
    @Mixin
    private AnswerOptions options = new AnswerOptions();

    private final Terminal terminal;

    HeartbeatCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return new Answering(options, terminal)
                .answer(responder -> Answering.Action.answer(
                        "Send a heartbeat for", task -> Outcomes.of(responder.heartbeat(task))));
    }
}
