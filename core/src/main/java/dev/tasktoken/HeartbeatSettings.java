package dev.tasktoken;

import dev.tasktoken.internal.OnceUntilGood;
import dev.tasktoken.internal.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;

/** What {@link Heartbeats} were set up with, shared by the tasks that they are sent for. */
record HeartbeatSettings(
        TokenResponder responder,
        Duration every,
        Duration timeout,
        Timer timer,
        Executor senders,
        OnceUntilGood permissionAlarm) {}
