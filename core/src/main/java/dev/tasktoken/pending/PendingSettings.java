package dev.tasktoken.pending;

import dev.tasktoken.Responder;
import dev.tasktoken.internal.Sleeper;
import dev.tasktoken.service.PausedWork;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** What {@link PendingTasks} were set up with. */
record PendingSettings(
        Responder<PausedWork> responder,
        TokenStore store,
        InstantSource clock,
        Sleeper sleeper,
        Duration waitForToken,
        Duration keepDecisions,
        Duration resendAfter,
        Optional<Duration> taskTimeout) {}
