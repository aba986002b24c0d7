package dev.tasktoken.examples.spring;

/** What the workflow gets. */
record Receipt(String number) {}
