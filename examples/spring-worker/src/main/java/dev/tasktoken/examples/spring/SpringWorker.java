package dev.tasktoken.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The worker. SIGTERM closes Spring's context: the listeners receive nothing more, and finish, answer and acknowledge
 * what is in progress.
 */
@SpringBootApplication
public class SpringWorker {
    public static void main(String[] args) {
        SpringApplication.run(SpringWorker.class, args);
    }
}
