package dev.tasktoken.delivery;

import dev.tasktoken.service.WorkKind;

/** What was found to be the id, and what it is an id of. */
record FoundId(TokenCandidate candidate, WorkKind kind) {}
