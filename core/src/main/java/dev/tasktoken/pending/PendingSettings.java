package dev.tasktoken.pending;

import dev.tasktoken.TokenResponder;
import dev.tasktoken.internal.Sleeper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** What {@link PendingTasks} were set up with. */
record PendingSettings(
        TokenResponder responder,
        TokenStore store,
        InstantSource clock,
        Sleeper sleeper,
        Duration waitForToken,
        Duration keepDecisions,
        Duration resendAfter,
        Optional<Duration> taskTimeout) {}
