package dev.tasktoken.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Plays one history again and prints it: {@code -Dproof.replay}, as a failure names it. */
class ReplayTest {
    private static final String UNDISTURBED = "receive-park-decide:0:0:";

    @Test
    void playsTheHistoryThatIsNamed() throws InterruptedException {
        String named = System.getProperty("proof.replay", "");
        World world = Replay.play(named.isEmpty() ? UNDISTURBED : named);

        System.out.println(String.join("\n", world.trace));
        assertThat(world.violations).isEmpty();
    }
}
