package dev.tasktoken.simulation;

import dev.tasktoken.pending.ApprovalPolicy;
import dev.tasktoken.pending.PendingTaskInfo;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * One long history from one seed: several executions, two workers that die and are started again, people who press
 * twice or vote and withdraw, an event that comes twice, a schedule that resends, somebody who rescues, states that
 * time out and are retried.
 */
final class LongHistory implements Scenario {
    private static final List<String> APPROVED = List.of("approval-1", "approval-2");
    private static final String VOTED = "vote-1";
    private static final String SIGNALLED = "job-1";
    private static final List<String> WORKED = List.of("order-1", "order-2", "order-3");

    static World play(long seed) throws InterruptedException {
        return World.play(new LongHistory(), new SeededChoices(seed), Bounds.MANY);
    }

    @Override
    public void begin(World world) {
        WORKED.forEach(world.service::startWithRetry);
        world.service.startCallback("callback-1");
        APPROVED.forEach(world::approve);
        APPROVED.forEach(world.service::startWithRetry);
        world.approve(
                VOTED,
                PendingTaskInfo.builder().policy(ApprovalPolicy.approvals(2)).build());
        world.approve(SIGNALLED, PendingTaskInfo.builder().event(SIGNALLED).build());
        world.service.startWithRetry(VOTED);
        world.service.start(SIGNALLED);
        for (String worker : List.of("worker-1", "worker-2")) {
            restarting(world, worker, 6, program -> program.poll(3));
        }
        restarting(world, "function", 3, program -> program.pollForFunction(2));
        for (String id : APPROVED) {
            restarting(world, "person-1 on " + id, 2, program -> program.decide(id, "yes by " + program.process.name));
            restarting(world, "person-2 on " + id, 2, program -> program.decide(id, "no by " + program.process.name));
        }
        for (String person : List.of("anna", "ben", "cara")) {
            restarting(world, person, 2, program -> vote(program, person));
        }
        restarting(world, "job", 2, program -> program.signal(SIGNALLED, "completed " + program.process.name));
        restarting(world, "schedule", 4, Program::resendUndelivered);
        restarting(world, "rescuer", 2, program -> program.rescue(WORKED.get(world.anyOf(WORKED.size()))));
        world.add("time", () -> timeouts(world));
    }

    private static void vote(Program program, String person) {
        switch (program.world.anyOf(4)) {
            case 0 -> program.withdraw(VOTED, person);
            case 1 -> program.reject(VOTED, person);
            default -> program.approve(VOTED, person);
        }
    }

    /** Runs a process several times, each in a life of its own, with pauses in between. */
    private static void restarting(World world, String name, int lives, Consumer<Program> body) {
        world.add(name, () -> {
            for (int life = 1; life <= lives; life++) {
                world.sleep(Duration.ofSeconds(10L * (1 + world.anyOf(6))));
                try {
                    body.accept(new Program(world, name + "." + life));
                } catch (Crash crash) {
                    world.note(name + "." + life + " crashed");
                }
            }
        });
    }

    /** Some tasks time out, which starts their states' retries. */
    private static void timeouts(World world) {
        for (int i = 0; i < 3; i++) {
            world.sleep(Duration.ofSeconds(40));
            List<SimulatedTask> open = world.service.open().stream()
                    .filter(task -> !task.id.equals(SIGNALLED))
                    .toList();
            int chosen = world.anyOf(2 * open.size() + 1);
            if (chosen < open.size()) {
                world.service.timeOut(open.get(chosen));
            }
        }
    }
}
