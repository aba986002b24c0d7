package dev.tasktoken.simulation;

import dev.tasktoken.pending.ApprovalPolicy;
import dev.tasktoken.pending.PendingTaskInfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The protocols whose crash points are all tried, by name. */
final class Scenarios {
    private static final String ID = "o-1";

    private Scenarios() {}

    static Map<String, Scenario> all() {
        Map<String, Scenario> all = new LinkedHashMap<>();
        all.put("receive-work-answer-delete", Scenarios::work);
        all.put("partial-batch-response", Scenarios::batch);
        all.put("fifo-batch", Scenarios::fifo);
        all.put("callback-work-answer", Scenarios::callback);
        all.put("callback-park-decide", Scenarios::callbackApproval);
        all.put("receive-park-decide", Scenarios::approval);
        all.put("decide-decide-resend", Scenarios::decide);
        all.put("resend-undelivered-twice", Scenarios::resendUndelivered);
        all.put("two-tasks", Scenarios::twoTasks);
        all.put("retried-state", Scenarios::retriedState);
        all.put("forget", Scenarios::forget);
        all.put("vote", Scenarios::vote);
        all.put("withdraw", Scenarios::withdraw);
        all.put("signal-before-park", Scenarios::signal);
        all.put("rescue-from-history", Scenarios::rescue);
        return all;
    }

    static Scenario named(String name) {
        return Objects.requireNonNull(all().get(name), name);
    }

    /** Two workers receive one message; its visibility timeout may pass at any moment. */
    private static void work(World world) {
        world.service.start(ID);
        world.process("worker-1", program -> program.poll(2));
        world.process("worker-2", program -> program.poll(2));
        world.add("visibility timeout", () -> timePasses(world, SimulatedQueue.VISIBILITY_TIMEOUT));
    }

    /** A function takes two messages at once and reports those that failed. */
    private static void batch(World world) {
        world.service.start(ID);
        world.service.start("o-2");
        world.process("function-1", program -> program.pollForFunction(2));
        world.process("function-2", program -> program.pollForFunction(2));
    }

    /** The same from a FIFO queue, whose messages belong to one group. */
    private static void fifo(World world) {
        world.queue.becomeFifo();
        batch(world);
    }

    /** A task and a callback of a durable function share a queue and a worker. */
    private static void callback(World world) {
        world.service.startCallback(ID);
        world.service.start("o-2");
        world.process("worker-1", program -> program.poll(3));
        world.process("worker-2", program -> program.poll(3));
    }

    /** A callback is parked; two people decide. */
    private static void callbackApproval(World world) {
        world.approve(ID);
        world.service.startCallback(ID);
        world.process("worker", program -> program.poll(2));
        world.process("person-1", program -> program.decide(ID, "yes"));
        world.process("person-2", program -> program.decide(ID, "no"));
    }

    /** A worker parks; two people decide, one of them perhaps before. */
    private static void approval(World world) {
        world.approve(ID);
        world.service.start(ID);
        world.process("worker", program -> program.poll(2));
        world.process("person-1", program -> program.decide(ID, "yes"));
        world.process("person-2", program -> program.decide(ID, "no"));
    }

    /** Two people decide, a third process sends what was recorded. */
    private static void decide(World world) {
        parked(world, ID);
        world.process("person-1", program -> program.decide(ID, "yes"));
        world.process("person-2", program -> program.decide(ID, "no"));
        world.process("resender", program -> program.resend(ID));
    }

    /** A person decides; two scheduled functions resend while time passes. */
    private static void resendUndelivered(World world) {
        parked(world, ID);
        world.process("person", program -> program.decide(ID, "yes"));
        world.process("schedule-1", Program::resendUndelivered);
        world.process("schedule-2", Program::resendUndelivered);
        world.add("a minute", () -> timePasses(world, Duration.ofMinutes(1)));
    }

    /** Decisions under two ids must not meet. */
    private static void twoTasks(World world) {
        parked(world, ID);
        parked(world, "o-2");
        world.process("person-1", program -> program.decide(ID, "yes"));
        world.process("person-2", program -> program.decide("o-2", "no"));
        world.process("schedule", Program::resendUndelivered);
    }

    /** The state times out and its retry waits under the same id while somebody decides. */
    private static void retriedState(World world) {
        world.approve(ID);
        SimulatedTask first = world.service.startWithRetry(ID);
        new Program(world, "before").poll(1);
        world.add("timeout", () -> {
            world.pause();
            world.service.timeOut(first);
        });
        world.process("worker", program -> program.poll(2));
        world.process("person-1", program -> program.decide(ID, "yes"));
        world.process("person-2", program -> program.decide(ID, "no"));
    }

    /** Somebody forgets what others decide. */
    private static void forget(World world) {
        parked(world, ID);
        world.process("person-1", program -> program.decide(ID, "yes"));
        world.process("clerk", program -> program.forget(ID));
        world.process("person-2", program -> program.decide(ID, "no"));
    }

    /** Two approvals are needed; three people vote at the same time, one of them against. */
    private static void vote(World world) {
        voting(world);
        world.process("anna", program -> program.approve(ID, "anna"));
        world.process("ben", program -> program.approve(ID, "ben"));
        world.process("cara", program -> program.reject(ID, "cara"));
    }

    /** One of two approvals is taken back while the second is given. */
    private static void withdraw(World world) {
        voting(world);
        new Program(world, "early").approve(ID, "anna");
        world.process("anna", program -> program.withdraw(ID, "anna"));
        world.process("ben", program -> program.approve(ID, "ben"));
        world.process("schedule", Program::resendUndelivered);
    }

    private static void voting(World world) {
        world.approve(
                ID,
                PendingTaskInfo.builder().policy(ApprovalPolicy.approvals(2)).build());
        world.service.start(ID);
        new Program(world, "before").poll(1);
    }

    /** The event that answers a task comes twice, perhaps before the task is parked. */
    private static void signal(World world) {
        world.approve(ID, PendingTaskInfo.builder().event(ID).build());
        world.service.start(ID);
        world.process("worker", program -> program.poll(2));
        world.process("event", program -> program.signal(ID, "completed"));
        world.process("event again", program -> program.signal(ID, "completed again"));
    }

    /** The message is lost; two people send it again, and one worker consumes both. */
    private static void rescue(World world) {
        world.service.start(ID);
        world.queue.purge();
        world.lost.add(ID);
        world.process("rescuer-1", program -> program.rescue(ID));
        world.process("rescuer-2", program -> program.rescue(ID));
        world.process("worker", program -> program.poll(3));
    }

    private static void parked(World world, String id) {
        world.approve(id);
        world.service.start(id);
        new Program(world, "before").poll(1);
    }

    private static void timePasses(World world, Duration time) {
        world.pause();
        world.clock.advance(time);
    }
}
