package dev.tasktoken.processor;

import dev.tasktoken.Heartbeats;
import dev.tasktoken.Responder;
import dev.tasktoken.internal.Scheduler;
import dev.tasktoken.internal.Sleeper;
import dev.tasktoken.service.PausedWork;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What a {@link CallbackProcessor} was set up with, but for its reader and its handler. */
record ProcessorSettings(
        Responder<PausedWork> responder,
        DuplicateCheck duplicateCheck,
        boolean requireDuplicateCheck,
        int maxReceives,
        Duration retryAnswerFor,
        @Nullable Heartbeats heartbeats,
        boolean interruptHandler,
        DeadlineAction deadlineAction,
        Duration deadlineMargin,
        InstantSource clock,
        Scheduler scheduler,
        Sleeper sleeper) {}
