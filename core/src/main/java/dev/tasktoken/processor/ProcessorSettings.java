package dev.tasktoken.processor;

import dev.tasktoken.AnswerWriter;
import dev.tasktoken.Heartbeats;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.internal.Pause;
import dev.tasktoken.internal.Timer;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What a {@link CallbackProcessor} was set up with, but for its reader and its handler. */
record ProcessorSettings(
        TokenResponder responder,
        AnswerWriter results,
        DuplicateCheck duplicateCheck,
        boolean requireDuplicateCheck,
        int failAfterReceives,
        Duration resendFor,
        @Nullable Heartbeats heartbeats,
        boolean interruptWork,
        DeadlineAction deadlineAction,
        Duration deadlineMargin,
        InstantSource clock,
        Timer timer,
        Pause pause) {}
