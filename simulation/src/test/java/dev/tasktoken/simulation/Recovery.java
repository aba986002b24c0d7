package dev.tasktoken.simulation;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/** What everybody does when the faults are over: consumers redeliver, people press again, a schedule resends. */
final class Recovery {
    private Recovery() {}

    static void run(World world) {
        Program program = new Program(world, "recovery");
        Set<String> ids = new LinkedHashSet<>();
        world.service.tasks().forEach(task -> ids.add(task.id));
        for (int round = 0; round < 3; round++) {
            world.clock.advance(Duration.ofMinutes(1));
            drain(world, program);
            for (String id : world.lost) {
                program.rescue(id);
            }
            drain(world, program);
            program.resendUndelivered();
            for (String id : ids) {
                decide(world, program, id, "recovery-" + round);
            }
        }
    }

    /** Whoever decides under the id tries again: the people, or the source of an event that was not taken. */
    private static void decide(World world, Program program, String id, String value) {
        if (world.info(id).event().isPresent()) {
            if (Boolean.FALSE.equals(world.signals.get(id))) {
                program.signal(id, value);
            }
        } else if (world.info(id).policy().isPresent()) {
            program.approve(id, "late-1");
            program.approve(id, "late-2");
        } else if (world.isApproved(id)) {
            program.decide(id, value);
        }
    }

    private static void drain(World world, Program program) {
        for (int polls = 0; !world.queue.isEmpty() && polls < 20; polls++) {
            program.poll(1);
            world.clock.advance(SimulatedQueue.VISIBILITY_TIMEOUT);
        }
    }
}
