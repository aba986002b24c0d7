package dev.tasktoken.testkit.internal.definitions;

import java.time.Instant;

/** A state machine: what it was created with, and the definition as it was read. */
public record StateMachine(
        String arn, String name, String definitionText, String roleArn, Instant created, Definition definition) {}
