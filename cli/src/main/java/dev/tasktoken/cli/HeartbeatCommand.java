package dev.tasktoken.cli;

import dev.tasktoken.TokenResponder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import software.amazon.awssdk.services.sfn.SfnClient;

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
        try (SfnClient client =
                options.tasks().aws().stepFunctions(options.tasks().target())) {
            TokenResponder responder = TokenResponder.of(client);
            return new Answering(options, terminal)
                    .run(
                            client,
                            Answering.Action.answer(
                                    "Send a heartbeat for", task -> Outcomes.of(responder.heartbeat(task))));
        }
    }
}
