package dev.tasktoken.examples.jdbc;

import java.math.BigDecimal;

/** What the workflow asks to approve. */
public record Order(String id, BigDecimal amount, String requester) {}
