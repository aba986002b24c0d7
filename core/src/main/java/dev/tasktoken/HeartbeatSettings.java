package dev.tasktoken;

import dev.tasktoken.internal.Scheduler;
import dev.tasktoken.internal.WarnOnce;
import java.time.Duration;
import java.util.concurrent.Executor;

/** What {@link Heartbeats} were set up with, shared by the tasks that they are sent for. */
record HeartbeatSettings(
        TokenResponder responder,
        Duration every,
        Duration timeout,
        Scheduler scheduler,
        Executor senders,
        WarnOnce permissionAlarm) {}
