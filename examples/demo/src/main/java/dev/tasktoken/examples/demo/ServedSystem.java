package dev.tasktoken.examples.demo;

/** A system that a person can use: {@code --system NAME --serve}. */
interface ServedSystem extends DemoSystem, Served {}
