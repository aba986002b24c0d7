package dev.tasktoken.examples.powertools;

/** What the workflow wants shipped. */
record Order(String orderId) {}
