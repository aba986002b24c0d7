package dev.tasktoken.examples.spring;

/** What the workflow wants paid. */
record Payment(String orderId, long cents) {}
