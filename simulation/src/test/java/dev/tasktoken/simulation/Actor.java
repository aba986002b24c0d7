package dev.tasktoken.simulation;

import java.time.Instant;
import java.util.concurrent.Semaphore;

/** Something that runs beside others: a worker, a person, a timer. Only one runs at a time. */
final class Actor {
    final String name;
    final Runnable body;
    final Semaphore turn = new Semaphore(0);
    Instant wakesAt = Instant.MIN;
    boolean started;
    boolean ended;

    Actor(String name, Runnable body) {
        this.name = name;
        this.body = body;
    }
}
